//! Releases as those who get them see them: the same bytes wherever they are made, whole or not there, and nothing personal in
//! any file.

mod bytes;
mod catalogue;
mod changes;
mod library;
mod manifest;
mod sample;
mod shelf;
mod sign;
mod verify;
