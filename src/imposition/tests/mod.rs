//! The arithmetic held against paper: what a reader finds after printing, cutting, folding and nesting.

mod arithmetic;
mod paper_model;
mod reading;
mod shop;
