//! `#[serde(..)]` of fields, taken apart while the passes work on it: each part stands for itself, so that no pass
//! has to parse what another one has printed.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::token::{Bracket, Paren};
use syn::{AttrStyle, Attribute, Expr, ExprLit, Field, Fields, Ident, Item, Lit, LitStr, Meta, MetaNameValue, Token};

use super::Draft;
use crate::error::Result;

/// The first pass: each part of an attribute becomes an attribute by itself.
pub(super) fn open(draft: &mut Draft<'_>) -> Result<()> {
    each_field(draft, |field| {
        if field.attrs.iter().any(is_serde) {
            let attributes = std::mem::take(&mut field.attrs);
            for attribute in attributes {
                match metas(&attribute) {
                    Some(metas) => field.attrs.extend(metas.into_iter().map(part)),
                    None => field.attrs.push(attribute),
                }
            }
        }
    });
    Ok(())
}

/// The last pass: the parts of a field share one attribute, which stands last.
pub(super) fn close(draft: &mut Draft<'_>) -> Result<()> {
    each_field(draft, |field| {
        let mut tokens = TokenStream::new();
        field.attrs.retain(|attribute| {
            let is_part = is_part(attribute);
            if is_part {
                let comma = (!tokens.is_empty()).then(<Token![,]>::default);
                let part = &attribute.meta;
                tokens.extend(quote!(#comma #part));
            }
            !is_part
        });
        if !tokens.is_empty() {
            let path = Ident::new("serde", Span::call_site()).into();
            let delimiter = syn::MacroDelimiter::Paren(Paren::default());
            field.attrs.push(outer(Meta::List(syn::MetaList { path, delimiter, tokens })));
        }
    });
    Ok(())
}

fn each_field(draft: &mut Draft<'_>, mut change: impl FnMut(&mut Field)) {
    let mut all = |fields: &mut Fields| fields.iter_mut().for_each(&mut change);
    for item in &mut draft.items {
        match item {
            Item::Struct(item) => all(&mut item.fields),
            Item::Enum(item) => item.variants.iter_mut().for_each(|variant| all(&mut variant.fields)),
            _ => {}
        }
    }
}

/// The parts of a field.
pub(super) fn of(field: &Field) -> impl Iterator<Item = &Meta> {
    field.attrs.iter().filter(|attribute| is_part(attribute)).map(|attribute| &attribute.meta)
}

/// Whether a field has a part of this name.
pub(super) fn has(field: &Field, name: &str) -> bool {
    of(field).any(|part| part.path().is_ident(name))
}

/// The text of a part of a field.
pub(super) fn text_of(field: &Field, name: &str) -> Option<String> {
    of(field).find_map(|part| match part {
        Meta::NameValue(pair) if pair.path.is_ident(name) => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

/// Takes the parts of these names away.
pub(super) fn remove(field: &mut Field, names: &[&str]) {
    field
        .attrs
        .retain(|attribute| !(is_part(attribute) && names.iter().any(|name| attribute.meta.path().is_ident(name))));
}

/// Adds a part before all others.
pub(super) fn prepend(field: &mut Field, meta: Meta) {
    let at = field.attrs.iter().position(is_part).unwrap_or(field.attrs.len());
    field.attrs.insert(at, part(meta));
}

/// Adds a part after all others.
pub(super) fn append(field: &mut Field, meta: Meta) {
    field.attrs.push(part(meta));
}

/// A part that is a word.
pub(super) fn word(name: &str) -> Meta {
    Meta::Path(Ident::new(name, Span::call_site()).into())
}

/// A part with a text.
pub(super) fn pair(name: &str, text: &str) -> Meta {
    let lit = Lit::Str(LitStr::new(text, Span::call_site()));
    name_value(Ident::new(name, Span::call_site()), lit)
}

fn name_value(name: Ident, lit: Lit) -> Meta {
    let value = Expr::Lit(ExprLit { attrs: Vec::new(), lit });
    Meta::NameValue(MetaNameValue { path: name.into(), eq_token: <Token![=]>::default(), value })
}

/// An attribute of what follows it.
pub(super) fn outer(meta: Meta) -> Attribute {
    Attribute { pound_token: <Token![#]>::default(), style: AttrStyle::Outer, bracket_token: Bracket::default(), meta }
}

/// A part stands as an inner attribute, which no field has otherwise.
fn part(meta: Meta) -> Attribute {
    Attribute { style: AttrStyle::Inner(<Token![!]>::default()), ..outer(meta) }
}

/// Whether an attribute of a field is a part of `#[serde(..)]`.
pub(super) fn is_part(attribute: &Attribute) -> bool {
    matches!(attribute.style, AttrStyle::Inner(_))
}

fn is_serde(attribute: &Attribute) -> bool {
    attribute.path().is_ident("serde") && !is_part(attribute)
}

/// The parts of a `#[serde(..)]` attribute.
pub(super) fn metas(attribute: &Attribute) -> Option<Vec<Meta>> {
    if !is_serde(attribute) {
        return None;
    }
    let Meta::List(list) = &attribute.meta else { return None };
    plain(&list.tokens).or_else(|| {
        let parts = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
        Some(parts.into_iter().collect())
    })
}

/// Words and pairs of a word and a literal, which is nearly always all there is, without the cost of a parser.
fn plain(tokens: &TokenStream) -> Option<Vec<Meta>> {
    let mut metas = Vec::new();
    let mut tokens = tokens.clone().into_iter();
    while let Some(token) = tokens.next() {
        let TokenTree::Ident(name) = token else { return None };
        match tokens.next() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
                let TokenTree::Literal(literal) = tokens.next()? else { return None };
                metas.push(name_value(name, Lit::new(literal)));
                if !matches!(tokens.next(), None | Some(TokenTree::Punct(_))) {
                    return None;
                }
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == ',' => metas.push(Meta::Path(name.into())),
            None => metas.push(Meta::Path(name.into())),
            Some(_) => return None,
        }
    }
    Some(metas)
}
