version 1.1

workflow main {
  input {
    Boolean yes
    String? no
  }

  if (yes) {
    Int a = 1
    if (a) {
      Int b = 2
    }
  }

  if (no) {
    scatter (i in [1]) {
      Int c = i
    }
  }

  scatter (i in select_first([a])) {
    Int d = i
  }

  scatter (i in no) {
    Int e = i
  }

  output {
    Int good = select_first([a, b])
    Int bad = a
    Int? one_level = b
    Array[Int]? cs = c
    Array[Int] ds = d
    Array[Int] es = e
  }
}
