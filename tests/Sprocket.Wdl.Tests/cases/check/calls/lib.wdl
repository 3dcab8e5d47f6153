version 1.1

workflow needs_more {
  input {
    Int a
    Int b
    Int? c
    Int d = 1
  }
}
