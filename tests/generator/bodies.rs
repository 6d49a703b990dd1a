//! How the body of a request becomes arguments and setters.

use xtask::pipeline::wanted;

use crate::workspace::workspace;

const KITCHEN: &str = "openapi: 3.0.3
info: { title: Kitchen, version: '1' }
servers: [{ url: 'https://kitchen.example' }]
paths:
  /dough:
    post:
      operationId: roll
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Dough' } } } }
      responses: { '204': { description: Done. } }
components:
  schemas:
    Dough:
      type: object
      required: [grams]
      properties:
        grams: { type: integer, description: How much to flatten. }
        rest: { type: number }
";

#[test]
fn a_word_in_a_description_does_not_decide_whether_a_body_is_taken_apart() {
    let folder = workspace("kitchen", KITCHEN, "");
    let wanted = wanted(folder.path(), &["kitchen".to_owned()], &mut ()).unwrap();
    let (_, text) = wanted.files.iter().find(|(path, _)| path.ends_with("operations/default.rs")).unwrap();
    assert!(text.contains("pub fn roll(&self, grams: i64)"), "{text}");
    assert!(text.contains("pub fn rest(mut self, rest: f64)"), "{text}");
}
