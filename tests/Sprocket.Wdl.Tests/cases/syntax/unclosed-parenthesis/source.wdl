version 1.1

workflow w {
  Int a = max(1, min(2, 3)
  Int b = [1, 2][0
  Array[Int] c = [
    1,
    2
  Int d = (1 + 2
}
