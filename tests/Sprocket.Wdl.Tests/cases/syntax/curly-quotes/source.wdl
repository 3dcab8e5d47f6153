version 1.1

workflow w {
  String a = “hello”
  Int b = 1 – 2
  Int c = 3;
  String d = "fine" & "good"
  Int e = 4
}
