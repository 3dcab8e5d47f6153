version 1.1

workflow empty {
  Array[Int] none = []
  scatter (x in none) {
    Int y = x + 1
  }
  output { Array[Int] ys = y }
}
