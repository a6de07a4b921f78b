//! A model small enough to be made by a test: of the right type and shape, with weights drawn by a seed, so that it knows nothing.
#![expect(clippy::unwrap_used, reason = "what helps a test fails as a test does")]

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Project;

const HIDDEN: usize = 16;
const INNER: usize = 32;
const LAYERS: usize = 2;
/// Tokens of a text at most, with the two positions that models of the XLM-R type leave free.
const POSITIONS: usize = 66;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzáčďéěíňóřšťúůýž0123456789.:";

/// Writes a model of a type (`bert` or `xlm-roberta`) to a folder of `project`.
pub(crate) fn write(project: &Project, folder: &str, kind: &str) {
    let vocabulary = vocabulary();
    let config = config(kind, vocabulary.len());
    project.write(&format!("{folder}/config.json"), config.to_string().as_bytes());
    project.write(&format!("{folder}/tokenizer.json"), tokenizer(&vocabulary).to_string().as_bytes());
    project.write(&format!("{folder}/model.safetensors"), &weights(vocabulary.len()));
}

fn vocabulary() -> Vec<Value> {
    let special = ["<s>", "<pad>", "</s>", "<unk>"].map(|token| json!([token, 0.0]));
    let letters = LETTERS.chars().map(|letter| json!([letter.to_string(), -3.0]));
    special.into_iter().chain([json!(["▁", -2.0]), json!(["▁query", -4.0])]).chain(letters).collect()
}

fn config(kind: &str, words: usize) -> Value {
    json!({
        "model_type": kind, "vocab_size": words, "hidden_size": HIDDEN, "num_hidden_layers": LAYERS, "num_attention_heads": 4,
        "intermediate_size": INNER, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
        "max_position_embeddings": POSITIONS, "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-5,
        "pad_token_id": 1, "position_embedding_type": "absolute",
    })
}

fn tokenizer(vocabulary: &[Value]) -> Value {
    let special = |id: usize, content: &str| json!({"id": id, "content": content, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true});
    let mark = |id: usize, token: &str| (token.to_owned(), json!({"id": token, "ids": [id], "tokens": [token]}));
    let marks: BTreeMap<String, Value> = [mark(0, "<s>"), mark(2, "</s>")].into();
    let one = |token: &str| json!({"SpecialToken": {"id": token, "type_id": 0}});
    let text = |id: &str| json!({"Sequence": {"id": id, "type_id": 0}});
    json!({
        "version": "1.0", "truncation": null, "padding": null,
        "added_tokens": [special(0, "<s>"), special(1, "<pad>"), special(2, "</s>"), special(3, "<unk>")],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
        "post_processor": {
            "type": "TemplateProcessing", "single": [one("<s>"), text("A"), one("</s>")],
            "pair": [one("<s>"), text("A"), text("B"), one("</s>")], "special_tokens": marks,
        },
        "decoder": null,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary, "byte_fallback": false},
    })
}

/// In the safetensors format: length of the header, header, numbers.
fn weights(words: usize) -> Vec<u8> {
    let mut shapes: Vec<(String, Vec<usize>)> = vec![
        ("embeddings.word_embeddings.weight".into(), vec![words, HIDDEN]),
        ("embeddings.position_embeddings.weight".into(), vec![POSITIONS, HIDDEN]),
        ("embeddings.token_type_embeddings.weight".into(), vec![2, HIDDEN]),
    ];
    let dense =
        |name: &str, out: usize, of: usize| [(format!("{name}.weight"), vec![out, of]), (format!("{name}.bias"), vec![out])];
    let norm = |name: &str| [(format!("{name}.weight"), vec![HIDDEN]), (format!("{name}.bias"), vec![HIDDEN])];
    shapes.extend(norm("embeddings.LayerNorm"));
    for layer in 0..LAYERS {
        let name = |part: &str| format!("encoder.layer.{layer}.{part}");
        for part in ["query", "key", "value"] {
            shapes.extend(dense(&name(&format!("attention.self.{part}")), HIDDEN, HIDDEN));
        }
        shapes.extend(dense(&name("attention.output.dense"), HIDDEN, HIDDEN));
        shapes.extend(norm(&name("attention.output.LayerNorm")));
        shapes.extend(dense(&name("intermediate.dense"), INNER, HIDDEN));
        shapes.extend(dense(&name("output.dense"), HIDDEN, INNER));
        shapes.extend(norm(&name("output.LayerNorm")));
    }
    let (mut header, mut data, mut seed) = (serde_json::Map::new(), Vec::new(), 2_463_534_242_u32);
    for (name, shape) in shapes {
        let start = data.len();
        for _ in 0..shape.iter().product() {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            let drawn = f64::from(seed) / f64::from(u32::MAX) - 0.5;
            #[expect(clippy::cast_possible_truncation, reason = "a small number")]
            let number = if name.ends_with("LayerNorm.weight") { 1.0 } else { drawn as f32 };
            data.extend(number.to_le_bytes());
        }
        header.insert(name, json!({"dtype": "F32", "shape": shape, "data_offsets": [start, data.len()]}));
    }
    let mut head = serde_json::to_vec(&header).unwrap();
    head.resize(head.len().next_multiple_of(8), b' ');
    [&(head.len() as u64).to_le_bytes(), head.as_slice(), &data].concat()
}
