version 1.1

workflow w {
  input {
    Array[Int] xs = [1, 2, 3]
    Boolean go = false
  }

  scatter (x in xs) {
    scatter (y in range(x)) {
      Int product = x * y
    }
    if (x > 1) {
      Int big = x
    }
    Array[Int] row = product
  }

  if (go) {
    Int never = 1
    scatter (z in xs) {
      Int skipped = z
    }
  }

  output {
    Array[Array[Int]] products = product
    Array[Array[Int]] rows = row
    Array[Int?] bigs = big
    Int? nothing = never
    Array[Int]? nothings = skipped
  }
}
