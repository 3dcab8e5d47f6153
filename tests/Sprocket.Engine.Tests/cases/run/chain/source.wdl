version 1.0

task count {
  input { File words }
  command <<< wc -l < ~{words} | tr -d ' \n' > n; >>>
  output { File n = "n" }
}

task write {
  input { Array[String]+ words }
  command <<< printf '%s\n' ~{sep=' ' words} > words.txt >>>
  output { File words_out = "words.txt" }
}

workflow chain {
  input { Array[String]+ words = ["a", "b", "c"] }
  call count { input: words = write.words_out }
  call write { input: words = words }
  output { File n = count.n }
}
