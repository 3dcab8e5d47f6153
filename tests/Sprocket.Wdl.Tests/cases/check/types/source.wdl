version 1.1

struct S {
  Int a
}

task t {
  input {
    Array[Int] ints
    Map[String, Int] counts
    Pair[Int, String] both
    S s
    File f
    Object o
    Map[Array[Int], Int] bad_map
  }

  Int a = "word"
  Int b = "12"
  Int c = 1.5
  String d = ints
  Array[Int]+ e = []
  Array[Int] g = [1, "two", true]
  Array[Array[String]] h = [["a"], [f, ["b"]]]
  Map[String, Int] i = {"a": 1, "b": false, "a": 2}
  Pair[Int, Int] j = (1, "x")
  Array[Int] k = 1
  Int l = ints
  Float m = if true then 1 else "a"
  Int n = ints["0"]
  Int p = counts[[1]]
  Int q = both[0]
  Int r = both.middle
  Int u = s.b
  Int v = f.size
  Int w = ints.length
  Int x = counts.a
  Int y = !1
  Int z = -"a"
  Boolean aa = ints == counts
  Boolean ab = ints < ints
  Int ac = ints + ints
  Int ad = 1 && true
  Int ae = "a" - 1
  Array[Int] af = [[1], 2]
  Int ag = o.anything.at["all"]
  Int ah = 10 / 2.5
  Boolean ai = [1] == [1.5]
  String aj = f + ".bai" + 1
  Int ak = {"x": [1]}["x"][0] + (1, 2).left
  Boolean al = true < false

  command <<<
    ~{ints} ~{counts} ~{both} ~{s} ~{o} ~{sep=", " counts} ~{true="a" false="b" a} ~{default="x" a}
    ~{a}~{b}~{c}~{d}~{l}~{m}~{n}~{p}~{q}~{r}~{u}~{v}~{w}~{x}~{y}~{z}
    ~{aa}~{ab}~{ac}~{ad}~{ae}~{ag}~{ah}~{ai}~{aj}~{ak}~{al}~{write_json(bad_map)}~{write_json([(e, g), (k, af)])}~{write_json((h, (i, j)))}
  >>>
}
