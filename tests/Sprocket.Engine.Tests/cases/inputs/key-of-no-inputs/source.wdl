version 1.2

task idle {
  command <<<>>>
}
