//! An encoder of sentences that reads a model of the BERT or XLM-R type from a folder and runs it on the processor.

use std::path::{Path, PathBuf};

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::{bert, xlm_roberta};
use rayon::prelude::*;
use tokenizers::Tokenizer;

use super::{EmbedError, SentenceEncoder};

/// An encoder whose vector of a text is the mean of the model's vectors of its tokens, of length one.
pub struct ModelEncoder {
    tokenizer: Tokenizer,
    network: Network,
    /// Most tokens of a text; what is longer is cut.
    longest: usize,
    progress: Option<Box<dyn Fn(usize) + Send + Sync>>,
}

enum Network {
    Bert(Box<bert::BertModel>),
    XlmRoberta(Box<xlm_roberta::XLMRobertaModel>),
}

/// What the E5 models were trained to see before a text that is compared with others of its kind.
const PREFIX: &str = "query: ";
/// Tokens encoded at once, padding among them: enough to keep the processor at multiplying, few enough for its caches.
const BATCH: usize = 1_024;
/// Positions before the first one in models of the XLM-R type.
const XLM_R_OFFSET: usize = 2;

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "model.safetensors";

/// A text as the model reads it.
struct Tokens {
    ids: Vec<u32>,
    /// Its place among the texts.
    place: usize,
}

impl ModelEncoder {
    /// Reads a model: `config.json`, `tokenizer.json` and `model.safetensors` in `folder`.
    ///
    /// # Errors
    /// When one of them is missing, cannot be read, or is of a model of another type.
    pub fn load(folder: &Path) -> Result<Self, EmbedError> {
        let files = [CONFIG, TOKENIZER, WEIGHTS].map(|name| folder.join(name));
        if let Some(path) = files.iter().find(|path| !path.is_file()) {
            return Err(EmbedError::Missing { path: path.clone() });
        }
        let [config, tokenizer, weights] = files;
        let text = read(&config)?;
        let shape: Shape = serde_json::from_slice(&text).map_err(|error| unfit(&config, &error))?;
        if shape.num_attention_heads == 0 || !shape.hidden_size.is_multiple_of(shape.num_attention_heads) {
            let reason = format!("{} attention heads for {} numbers", shape.num_attention_heads, shape.hidden_size);
            return Err(unfit(&config, &reason));
        }
        let offset = if shape.model_type == "xlm-roberta" { XLM_R_OFFSET } else { 0 };
        let longest = shape.max_position_embeddings.saturating_sub(offset);
        if longest < 4 {
            return Err(unfit(&config, &format!("room for {longest} tokens")));
        }
        let vocabulary = read(&tokenizer)?;
        let mut reader = Tokenizer::from_bytes(vocabulary).map_err(|error| unfit(&tokenizer, &error))?;
        reader.with_padding(None);
        reader.with_truncation(None).map_err(|error| unfit(&tokenizer, &error))?;
        let size = reader.get_vocab_size(true);
        if size > shape.vocab_size {
            return Err(unfit(&tokenizer, &format!("{size} tokens, of which the model knows {}", shape.vocab_size)));
        }
        let data = read(&weights)?;
        let tensors =
            VarBuilder::from_slice_safetensors(&data, DType::F32, &Device::Cpu).map_err(|error| unfit(&weights, &error))?;
        let network = match shape.model_type.as_str() {
            "bert" => {
                let shape = serde_json::from_slice(&text).map_err(|error| unfit(&config, &error))?;
                let model = bert::BertModel::load(tensors, &shape).map_err(|error| unfit(&weights, &error))?;
                Network::Bert(Box::new(model))
            }
            "xlm-roberta" => {
                let shape = serde_json::from_slice(&text).map_err(|error| unfit(&config, &error))?;
                let tensors = if tensors.contains_tensor("roberta.embeddings.word_embeddings.weight") {
                    tensors.pp("roberta")
                } else {
                    tensors
                };
                let model = xlm_roberta::XLMRobertaModel::new(&shape, tensors).map_err(|error| unfit(&weights, &error))?;
                Network::XlmRoberta(Box::new(model))
            }
            other => return Err(unfit(&config, &format!("a model of the type `{other}`"))),
        };
        Ok(Self { tokenizer: reader, network, longest, progress: None })
    }

    /// Tells `progress` how many texts were encoded, whenever some were.
    #[must_use]
    pub fn with_progress(mut self, progress: impl Fn(usize) + Send + Sync + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    fn tokens(&self, place: usize, text: &str) -> Result<Tokens, EmbedError> {
        let read = self.tokenizer.encode_fast(format!("{PREFIX}{text}"), true).map_err(|error| failed(&error))?;
        let mut ids = read.get_ids().to_vec();
        if let Some(last) = ids.last().copied().filter(|_| ids.len() > self.longest) {
            // The mark at the end stays where the model expects one.
            ids.truncate(self.longest - 1);
            ids.push(last);
        }
        Ok(Tokens { ids, place })
    }

    /// Vectors of texts that are about of a length.
    fn encode_batch(&self, batch: &[Tokens]) -> candle_core::Result<Vec<Vec<f32>>> {
        let width = batch.iter().map(|tokens| tokens.ids.len()).max().unwrap_or(0);
        if width == 0 {
            return Ok(vec![Vec::new(); batch.len()]);
        }
        let size = (batch.len(), width);
        let (mut ids, mut mask) = (vec![0_u32; size.0 * width], vec![0_f32; size.0 * width]);
        for ((ids, mask), tokens) in ids.chunks_mut(width).zip(mask.chunks_mut(width)).zip(batch) {
            let count = tokens.ids.len();
            ids.iter_mut().zip(&tokens.ids).for_each(|(slot, id)| *slot = *id);
            mask.iter_mut().take(count).for_each(|slot| *slot = 1.0);
        }
        let device = Device::Cpu;
        let mask = Tensor::from_vec(mask, size, &device)?;
        let types = Tensor::zeros(size, DType::U32, &device)?;
        let states = match &self.network {
            Network::Bert(model) => model.forward(&Tensor::from_vec(ids, size, &device)?, &types, Some(&mask))?,
            Network::XlmRoberta(model) => {
                model.forward(&Tensor::from_vec(ids, size, &device)?, &mask, &types, None, None, None)?
            }
        };
        let sums = states.broadcast_mul(&mask.unsqueeze(2)?)?.sum(1)?;
        let means = sums.broadcast_div(&mask.sum(1)?.unsqueeze(1)?)?;
        let lengths = means.sqr()?.sum_keepdim(1)?.sqrt()?;
        means.broadcast_div(&lengths)?.to_vec2()
    }
}

impl SentenceEncoder for ModelEncoder {
    fn encode(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let mut tokens: Vec<Tokens> =
            texts.par_iter().enumerate().map(|(place, text)| self.tokens(place, text)).collect::<Result<_, _>>()?;
        // Texts of one length are padded least.
        tokens.sort_by_key(|tokens| (tokens.ids.len(), tokens.place));
        let encoded: Vec<Vec<Vec<f32>>> = batches(&tokens)
            .into_par_iter()
            .map(|batch| {
                let vectors = self.encode_batch(batch).map_err(|error| failed(&error))?;
                self.progress.iter().for_each(|progress| progress(batch.len()));
                Ok(vectors)
            })
            .collect::<Result<_, EmbedError>>()?;
        let mut vectors = vec![Vec::new(); texts.len()];
        for (tokens, vector) in tokens.iter().zip(encoded.into_iter().flatten()) {
            vectors[tokens.place] = vector;
        }
        Ok(vectors)
    }
}

/// Cuts texts, ascending by length, into batches.
fn batches(tokens: &[Tokens]) -> Vec<&[Tokens]> {
    let (mut all, mut rest) = (Vec::new(), tokens);
    while !rest.is_empty() {
        let fits = (1..).zip(rest).take_while(|(count, tokens)| *count == 1 || count * tokens.ids.len() <= BATCH).count();
        let (batch, others) = rest.split_at(fits.max(1));
        all.push(batch);
        rest = others;
    }
    all
}

/// What is needed of a model's configuration, whatever its type.
#[derive(serde::Deserialize)]
struct Shape {
    model_type: String,
    vocab_size: usize,
    hidden_size: usize,
    num_attention_heads: usize,
    max_position_embeddings: usize,
}

fn read(path: &Path) -> Result<Vec<u8>, EmbedError> {
    std::fs::read(path).map_err(|error| EmbedError::Unreadable { path: PathBuf::from(path), reason: error.to_string() })
}

fn unfit(path: &Path, reason: &impl ToString) -> EmbedError {
    EmbedError::Unfit { path: PathBuf::from(path), reason: first_line(reason) }
}

fn failed(reason: &impl ToString) -> EmbedError {
    EmbedError::Encode(first_line(reason))
}

/// Where backtraces are asked for, the errors of candle hold one from the second line on.
fn first_line(reason: &impl ToString) -> String {
    reason.to_string().lines().next().unwrap_or_default().to_owned()
}
