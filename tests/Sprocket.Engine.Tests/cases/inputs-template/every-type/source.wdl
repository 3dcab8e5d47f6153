version 1.3

enum Color {
  Red,
  Green
}

struct Sample {
  String name
  Array[File]+ reads
  Int? lane
}

workflow shapes {
  input {
    Int count
    Int? limit
    Float ratio = 0.5
    Boolean verbose = false
    String name
    String title = "a \"quoted\"\ttitle"
    String computed = "~{name}-1"
    String? maybe = "~{name}-2"
    String? given = "there"
    File reads
    File genome = "data/genome.fa"
    File? index
    Directory folder
    Color color
    Color other = Color.Green
    Array[File]+ files
    Array[Int] numbers = [1, -2]
    Array[Array[String]] table
    Array[String] none = []
    Map[String, Int] counts
    Map[String, Array[File]] groups
    Map[String, Float] weights = {"a": 1.0, "b": 2.5}
    Pair[File, Int] pair
    Sample sample
    Array[Sample] samples
    Sample? other_sample
    Object anything
  }
}
