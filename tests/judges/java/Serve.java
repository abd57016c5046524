import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A judge that answers until its input ends: a line of fields between tabs in; a line a finding, then a line with a dot, out. */
interface Serve {
    /** What is wrong; nothing where all is well. */
    List<String> judge(String[] fields) throws Exception;

    static void run(Serve judge) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null;) {
            try {
                for (String finding : judge.judge(line.split("\t", -1))) {
                    out.println("- " + finding.replaceAll("\\s+", " "));
                }
            } catch (Throwable failure) {
                out.println("- the judge itself failed: " + failure.toString().replaceAll("\\s+", " "));
            }
            out.println(".");
        }
    }
}
