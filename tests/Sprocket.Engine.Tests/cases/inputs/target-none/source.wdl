version 1.2

struct Sample {
  String name
}
