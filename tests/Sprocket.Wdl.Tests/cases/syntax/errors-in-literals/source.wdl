version 1.1

workflow w {
  Map[String, Int] a = { "x": 1, "y": , "z": 3 }
  Array[Int] b = [1, , 3]
  S c = S { a: 1 b 2 }
  Map[String, Map[String, Int]] d = {
    "x": { "y": + },
    "z": { "y": 2 }
  }
  Int e = 1
}
