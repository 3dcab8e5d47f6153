version 1.3

import "colors.wdl" alias Color as Hue

enum Kind {
  FASTQ,
  BAM,
  FASTQ
}

enum Mixed {
  Number = 42,
  Text = "hello"
}

enum Computed {
  Two = 1 + 1,
  Greeting = "Hello ~{1}"
}

enum Numbers[Int] {
  One = 1,
  Two = "two",
  Three
}

enum Ratio {
  Half = 0.5,
  Whole = 1
}

enum Bare[Int] {
  One = 1,
  Two
}

enum Limits[Array[Int]] {
  Small = [1, 2],
  None2 = []
}

enum Switch {
  ON,
  OFF
}

enum Button {
  ON,
  OFF
}

task t {
  input {
    Kind kind = Kind.BAM
    Hue hue = Hue.Red
  }

  Kind wrong = Kind.CRAM
  Kind text = "BAM"
  Kind bad_text = "BAMM"
  Boolean same = kind == Kind.FASTQ
  Boolean different = kind == hue
  Boolean ordered = kind < Kind.BAM
  String name = kind
  Kind none = Kind
  Float half = value(Ratio.Half)
  Boolean equal_choices = Switch.ON == Button.ON
  Switch other = Button.ON

  command <<<
    ~{kind} ~{wrong} ~{text} ~{bad_text} ~{same} ~{different} ~{ordered} ~{name} ~{none} ~{half} ~{equal_choices} ~{other}
  >>>
}
