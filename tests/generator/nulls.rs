//! In requests null is something else than nothing, however the description spells it; in answers it is not.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::Item;
use xtask::pipeline::draw;

use crate::workspace::workspace;

const START: &str = "info: { title: Quay, version: '1' }
servers: [{ url: 'https://quay.example' }]
paths:
  /berths:
    put:
      operationId: put
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Sent' } } } }
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Answered' } } } } }
    post:
      operationId: post
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Form' } } } }
      responses: { '204': { description: Done. } }
    patch:
      operationId: patch
      parameters:
        - { name: where, in: query, content: { application/json: { schema: { $ref: '#/components/schemas/Where' } } } }
        - { name: plain, in: query, style: deepObject, schema: { $ref: '#/components/schemas/Plain' } }
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { part: { $ref: '#/components/schemas/Part' } } }
      responses: { '204': { description: Done. } }
components:
  schemas:
";

/// Rust types of the fields of each structure.
fn fields(schemas: &str, version: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let folder = workspace("quay", &format!("openapi: {version}\n{START}{schemas}"), "");
    let drawn = draw(folder.path(), "quay").unwrap();
    let structs = drawn.items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    let field = |field: &syn::Field| {
        let name = field.ident.as_ref().unwrap().to_string();
        (name, field.ty.to_token_stream().to_string().replace(' ', ""))
    };
    structs.map(|item| (item.ident.to_string(), item.fields.iter().map(field).collect())).collect()
}

#[test]
fn null_is_told_from_nothing_in_every_spelling() {
    let old = "    Answered: { type: object, properties: { text: { type: string, nullable: true } } }
    Form: { type: object, properties: { text: { type: string, nullable: true }, of_form: { type: string } } }
    Where: { type: object, properties: { text: { type: string, nullable: true }, of_where: { type: string } } }
    Plain: { type: object, properties: { text: { type: string, nullable: true }, of_plain: { type: string } } }
    Part: { type: object, properties: { text: { type: string, nullable: true }, of_part: { type: string } } }
    Name: { type: string, nullable: true }
    Kind: { type: string, nullable: true, enum: [a, b, null] }
    Whole: { type: object, nullable: true, properties: { text: { type: string, nullable: true }, of_whole: { type: string } } }
    Sent:
      type: object
      required: [needed]
      properties:
        needed: { type: string, nullable: true }
        never: { type: string }
        text: { type: string, nullable: true }
        name: { $ref: '#/components/schemas/Name' }
        kind: { $ref: '#/components/schemas/Kind' }
        whole: { $ref: '#/components/schemas/Whole' }
        wrapped: { nullable: true, allOf: [{ $ref: '#/components/schemas/Where' }] }
        list: { type: array, nullable: true, items: { type: integer } }
        map: { type: object, nullable: true, additionalProperties: { $ref: '#/components/schemas/Whole' } }
";
    let new = "    Answered: { type: object, properties: { text: { type: [string, 'null'] } } }
    Form: { type: object, properties: { text: { type: [string, 'null'] }, of_form: { type: string } } }
    Where: { type: object, properties: { text: { type: ['null', string] }, of_where: { type: string } } }
    Plain: { type: object, properties: { text: { type: [string, 'null'] }, of_plain: { type: string } } }
    Part: { type: object, properties: { text: { anyOf: [{ type: string }, { type: 'null' }] }, of_part: { type: string } } }
    Name: { type: [string, 'null'] }
    Kind: { enum: [a, b, null] }
    Whole: { type: [object, 'null'], properties: { text: { type: [string, 'null'] }, of_whole: { type: string } } }
    Sent:
      type: object
      required: [needed]
      properties:
        needed: { type: [string, 'null'] }
        never: { type: string }
        text: { oneOf: [{ type: 'null' }, { type: string }] }
        name: { $ref: '#/components/schemas/Name' }
        kind: { $ref: '#/components/schemas/Kind' }
        whole: { $ref: '#/components/schemas/Whole' }
        wrapped: { anyOf: [{ $ref: '#/components/schemas/Where' }, { type: 'null' }] }
        list: { type: [array, 'null'], items: { type: integer } }
        map: { type: [object, 'null'], additionalProperties: { $ref: '#/components/schemas/Whole' } }
";
    for (schemas, version) in [(old, "3.0.3"), (new, "3.1.0")] {
        let fields = fields(schemas, version);
        let sent = [
            ("kind", "rt::Nullable<Kind>"),
            ("list", "rt::Nullable<Vec<i64>>"),
            ("map", "rt::Nullable<std::collections::BTreeMap<String,Option<Whole>>>"),
            ("name", "rt::Nullable<String>"),
            ("needed", "Option<String>"),
            ("never", "Option<String>"),
            ("text", "rt::Nullable<String>"),
            ("whole", "rt::Nullable<Whole>"),
            ("wrapped", "rt::Nullable<Where>"),
        ];
        let sent: BTreeMap<String, String> = sent.map(|(name, ty)| (name.to_owned(), ty.to_owned())).into();
        assert_eq!(fields["Sent"], sent, "{version}");
        for (name, ty) in [
            ("Whole", "rt::Nullable<String>"),
            ("Where", "rt::Nullable<String>"),
            ("Part", "rt::Nullable<String>"),
            // There is no null in what is no JSON, and in an answer it says no more than nothing.
            ("Plain", "Option<String>"),
            ("Form", "Option<String>"),
            ("Answered", "Option<String>"),
        ] {
            assert_eq!(fields[name]["text"], ty, "{version} {name}");
        }
    }
}

#[test]
fn a_schema_may_be_called_like_the_type() {
    let schemas = "    Sent: { type: object, properties: { a: { $ref: '#/components/schemas/Nullable' }, b: { type: string, nullable: true } } }
    Nullable: { type: object, properties: { c: { type: string } } }
    Answered: { type: string }
    Form: { type: object, properties: { a: { type: string } } }
    Where: { type: string }
    Plain: { type: object, properties: { a: { type: string } } }
    Part: { type: string }
";
    let fields = fields(schemas, "3.0.3");
    assert_eq!(fields["Sent"]["a"], "Option<NullableType>");
    assert_eq!(fields["Sent"]["b"], "rt::Nullable<String>");
}
