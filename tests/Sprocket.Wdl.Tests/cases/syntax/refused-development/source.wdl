version development

workflow w {
  this is not looked at
}
