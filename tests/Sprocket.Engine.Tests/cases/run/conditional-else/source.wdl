version 1.3

workflow choose {
  input { Array[Int] numbers = [1, 5, 9] }
  scatter (n in numbers) {
    if (n < 3) {
      String size = "small"
      Int? extra = n
    } else if (n < 7) {
      String size = "medium"
    } else {
      String size = "large"
    }
  }
  if (false) {
    Int never = 1
  }
  output {
    Array[String] sizes = size
    Array[Int?] extras = extra
    Int? nothing = never
  }
}
