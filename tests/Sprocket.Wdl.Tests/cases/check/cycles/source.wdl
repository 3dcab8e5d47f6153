version 1.1

task own {
  Int a = b
  Int b = c + 1
  Int c = a
  Int d = d + 1
  Int e = a

  command <<<
    ~{e} ~{d}
  >>>

  output {
    Int x = y
    Int y = x
  }
}

task add {
  input {
    Int i
  }

  command <<<
    ~{i}
  >>>

  output {
    Int o = i
  }
}

workflow main {
  input {
    Array[Int] xs
    Array[Int] ys
  }

  Int i = j + 1
  Int j = add.o - 2
  call add { input: i = i }

  scatter (a in xs) {
    Int x_a = a
    Array[Int] y_a = y_b
  }

  scatter (b in ys) {
    Array[Int] x_b = x_a
    Int y_b = b
  }

  if (seen > 0) {
    call add as inner { input: i = 1 }
    Int seen = 1
  }

  call add as one after two { input: i = 1 }
  call add as two after one { input: i = 1 }

  output {
    Int k = l
    Int l = k
    Array[Array[Int]] xbs = x_b
    Array[Array[Int]] yas = y_a
    Int? o = inner.o
    Int p = one.o + two.o
  }
}
