version 1.3

enum Color { Red, Green, Blue, }
enum Level[Int] { Low = 1, High = 10 + 1 }
enum Empty {}
enum Kind { File, Directory, input }

workflow main {
  input {
    Color color = Color.Red
    Int n
  }
  if (n > 10) {
    Int a = value(Level.High)
  } else if (n > 5) {
    Int a = 2
  } else if (color == Color.Green) {
    call f
  } else {
    Int a = 3
  }
  if (true) {}
  else { if (false) { } }
}
