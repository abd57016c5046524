"""Runs a program on a terminal of its own and types as people do.

    terminal.py EARLY LINE COMMAND...

EARLY is typed before the program has begun, LINE at the sight of each prompt that ends with ": ". Prints one JSON object: the exit
code, all that the terminal showed, and for each prompt whether the terminal still showed what is typed when the prompt was there.
"""

import json
import os
import pty
import sys
import termios


def main(early, line, command):
    child, terminal = pty.fork()
    if child == 0:
        # Nothing begins before the early keys are in the terminal's queue.
        sys.stdin.buffer.raw.read(1)
        os.execvp(command[0], command)
    # A terminal hands on a line at a time: the first lets the child begin.
    os.write(terminal, b"\n" + early.encode())
    shown, echoes = b"", []
    while True:
        try:
            shown += os.read(terminal, 1)
        except OSError:
            break
        if shown.endswith(b": ") and b"Password" in shown.splitlines()[-1]:
            echoes.append(bool(termios.tcgetattr(terminal)[3] & termios.ECHO))
            os.write(terminal, line.encode() + b"\n")
    _, status = os.waitpid(child, 0)
    answer = {"code": os.waitstatus_to_exitcode(status), "shown": shown.decode(errors="replace"), "echoes": echoes}
    print(json.dumps(answer, ensure_ascii=False))


main(sys.argv[1], sys.argv[2], sys.argv[3:])
