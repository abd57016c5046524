//! The server: connections from this machine, each in a thread of its own, and the events that are pushed to windows.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "listening on this machine alone, and waiting, are this file's work"
)]

use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::answers::{Answers, first_state};
use super::guard::Guard;
use super::http::{BadRequest, HttpAnswer, HttpRequest, head_of_events};
use super::snapshot::Snapshot;
use super::state::{ShownLooks, state};
use super::workers::Workers;
use crate::diagnostic::guarded;

/// How many connections may be open at a time: a few windows, each with as many as browsers open.
const MOST_CONNECTIONS: usize = 64;
/// How long a connection may say nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a window is told that all is as it was.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a window that is opened waits for the book: a short one is made by then, a long one is told by its events.
const FIRST_WAIT: Duration = Duration::from_millis(300);
/// How many threads make what windows ask for: one may be busy with an EPUB while the other draws.
const WORKERS: usize = 2;
/// How much a worker may stack up, in bytes: sheets and covers are laid out in them.
const STACK: usize = 16 << 20;

/// What all connections share.
pub struct Shared {
    guard: Guard,
    answers: Answers,
    workers: Workers,
    latest: Mutex<Option<Arc<Snapshot>>>,
    windows: Mutex<Vec<Sender<Arc<Snapshot>>>>,
    connections: AtomicUsize,
    asked_at: Mutex<Option<Instant>>,
}

impl Shared {
    /// Nothing has been made yet.
    ///
    /// # Errors
    /// Where the machine has no more threads.
    pub fn new(guard: Guard, answers: Answers) -> io::Result<Self> {
        Ok(Self {
            guard,
            answers,
            workers: Workers::new(WORKERS, STACK)?,
            latest: Mutex::default(),
            windows: Mutex::default(),
            connections: AtomicUsize::new(0),
            asked_at: Mutex::default(),
        })
    }

    /// Shows what was made to all windows, and to those that will be opened.
    pub fn publish(&self, snapshot: Snapshot) {
        let snapshot = Arc::new(snapshot);
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(snapshot.clone());
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        windows.retain(|window| window.send(snapshot.clone()).is_ok());
    }

    /// Whether any window is open.
    pub fn is_watched(&self) -> bool {
        !self.windows.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// When a window asked for something last.
    pub fn asked_at(&self) -> Option<Instant> {
        *self.asked_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn latest(&self) -> Option<Arc<Snapshot>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn subscribe(&self) -> Receiver<Arc<Snapshot>> {
        let (sender, receiver) = channel();
        if let Some(latest) = self.latest() {
            let _ = sender.send(latest);
        }
        self.windows.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        receiver
    }
}

/// Listens on this machine alone; port 0 is any that is free.
///
/// # Errors
/// Where the port is taken.
pub fn listen(port: u16) -> io::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

/// Answers connections for as long as the program runs.
pub fn serve(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming().flatten() {
        let shared = shared.clone();
        if shared.connections.fetch_add(1, Ordering::SeqCst) >= MOST_CONNECTIONS {
            shared.connections.fetch_sub(1, Ordering::SeqCst);
            let _ = HttpAnswer::refusal(503).write(&mut &connection, false);
            continue;
        }
        let answer = move || {
            let _ = guarded(|| converse(&connection, &shared));
            shared.connections.fetch_sub(1, Ordering::SeqCst);
        };
        let _ = std::thread::Builder::new().spawn(answer);
    }
}

fn converse(connection: &TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    let (mut reader, mut writer) = (BufReader::new(connection), connection);
    loop {
        let request = match HttpRequest::read(&mut reader) {
            Ok(request) => request,
            Err(BadRequest::Over) => return Ok(()),
            Err(BadRequest::Malformed) => return HttpAnswer::refusal(400).write(&mut writer, false),
        };
        match shared.guard.admit(&request) {
            Err(status) => return HttpAnswer::refusal(status).write(&mut writer, false),
            Ok("") => return open_window(&mut writer, shared),
            Ok("events") => return push(&mut writer, shared),
            Ok(path) => {
                let path = path.to_owned();
                answered(shared, path, request).write(&mut writer, true)?;
            }
        }
    }
}

/// What is part of the program is at hand; all else is made by the workers.
fn answered(shared: &Arc<Shared>, path: String, request: HttpRequest) -> HttpAnswer {
    if let Some(own) = shared.answers.own(&path) {
        return own;
    }
    *shared.asked_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    let Some(latest) = shared.latest() else {
        return HttpAnswer::refusal(404);
    };
    let maker = shared.clone();
    let made = shared
        .workers
        .run(move || maker.answers.of_book(&path, &request, &latest));
    made.map_or_else(
        || HttpAnswer::refusal(500),
        |answer| answer.unwrap_or_else(|| HttpAnswer::refusal(404)),
    )
}

/// Answers with a window at once, so that its scripts are there when the book is, and ends it with what is made by then.
fn open_window(to: &mut impl Write, shared: &Shared) -> io::Result<()> {
    shared.answers.window().begin(to)?;
    let made = shared.subscribe().recv_timeout(FIRST_WAIT).ok();
    if let Some(made) = made {
        to.write_all(first_state(&made).as_bytes())?;
    }
    to.flush()
}

/// Tells a window what has changed, each time that something has. Of several things that happened meanwhile only the last is told.
fn push(to: &mut impl Write, shared: &Shared) -> io::Result<()> {
    let snapshots = shared.subscribe();
    to.write_all(head_of_events().as_bytes())?;
    let mut shown = ShownLooks::default();
    loop {
        let told = match snapshots.recv_timeout(HEARTBEAT) {
            Ok(first) => {
                let latest = snapshots.try_iter().last().unwrap_or(first);
                write!(to, "data: {}\n\n", state(&latest, &mut shown))?;
                Some(latest)
            }
            Err(RecvTimeoutError::Timeout) => {
                to.write_all(b":\n\n")?;
                None
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        to.flush()?;
        if let Some(told) = told {
            // What is drawn here is there when the window asks for it; where this fails the window is told so then.
            shared.workers.run(move || told.draw_ahead());
        }
    }
}
