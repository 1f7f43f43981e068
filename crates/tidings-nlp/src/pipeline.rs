//! A whole pipeline: opened once, then used from any number of threads.

use std::path::Path;
use std::sync::Mutex;

use tidings_text::Span;

use crate::components::Draft;
use crate::components::attribute_ruler::{AttributeRuler, RuleCache};
use crate::components::dependencies::Parser;
use crate::components::entities::EntityRecognizer;
use crate::components::lemmatizer::{LemmaCache, Lemmatizer};
use crate::components::tagger::Tagger;
use crate::components::transitions::StepScratch;
use crate::lexicon::Lexicon;
use crate::neural::Matrix;
use crate::neural::embed::Vectors;
use crate::neural::tok2vec::{Scratch, Tok2Vec, VectorCache, Words};
use crate::package::Package;
use crate::package::config::Config;
use crate::package::weights::Weights;
use crate::tokenizer::{ChunkCache, RawToken, Tokenizer};
use crate::{Doc, Entity, ModelError, ModelInfo, Symbol, Token};

/// Texts are taken together up to this many tokens; a longer text is taken alone.
const GROUP_TOKENS: usize = 4096;
/// Words known before a workspace starts anew.
const LEXICON_LIMIT: usize = 200_000;

/// A spaCy v3 pipeline.
pub struct Pipeline {
    info: ModelInfo,
    tokenizer: Tokenizer,
    /// The forms of the tokenizer's exceptions, with which every workspace begins.
    lexicon: Lexicon,
    vectors: Vectors,
    encoders: Vec<Tok2Vec>,
    components: Vec<Component>,
    /// Caches and room to compute in, one for each thread that has parsed.
    workspaces: Mutex<Vec<Workspace>>,
}

/// A component and, where it has a network, the number of its encoder.
enum Component {
    /// Its vectors are computed beforehand, for whoever listens.
    Encoder,
    Tagger(Tagger, usize),
    Parser(Parser, usize),
    Entities(EntityRecognizer, usize),
    AttributeRuler(AttributeRuler),
    Lemmatizer(Lemmatizer),
}

/// What one thread computes with.
struct Workspace {
    lexicon: Lexicon,
    chunks: ChunkCache,
    lemmas: LemmaCache,
    rules: RuleCache,
    /// For each encoder, the vectors of words, and those of the tokens at hand.
    caches: Vec<VectorCache>,
    encoded: Vec<Matrix>,
    scratch: Scratch,
    steps: StepScratch,
    scores: Matrix,
    draft: Draft,
}

impl Pipeline {
    /// Opens a model: a wheel as it is published, or an unpacked folder with `config.cfg` in it or below it.
    ///
    /// # Errors
    ///
    /// When there is no model, when it is damaged, and when it needs something that this runtime does not have.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::from_package(Package::open(path)?)
    }

    /// Opens a wheel whose bytes are at hand; `name` stands for it in errors.
    ///
    /// # Errors
    ///
    /// As [`Pipeline::open`].
    pub fn from_wheel(bytes: Vec<u8>, name: &Path) -> Result<Self, ModelError> {
        Self::from_package(Package::from_wheel_bytes(bytes, name)?)
    }

    fn from_package(mut package: Package) -> Result<Self, ModelError> {
        let config = Config::parse(&package.read_text("config.cfg")?)?;
        let lang = config.text("nlp", "lang")?;
        if lang != "en" {
            return Err(ModelError::Unsupported {
                component: "nlp".to_owned(),
                what: "language",
                found: lang.to_owned(),
                supported: "en",
            });
        }
        let disabled = config.texts("nlp", "disabled").unwrap_or_default();
        let names: Vec<String> =
            config.texts("nlp", "pipeline")?.into_iter().filter(|name| !disabled.contains(name)).collect();
        let mut lexicon = Lexicon::default();
        let tokenizer = Tokenizer::read(&mut package, &mut lexicon)?;
        let vectors = Vectors::read(&mut package)?;
        let mut pipeline = Self {
            info: ModelInfo::read(&mut package, names.clone())?,
            tokenizer,
            lexicon,
            vectors,
            encoders: Vec::new(),
            components: Vec::new(),
            workspaces: Mutex::default(),
        };
        let mut shared: Option<(String, usize)> = None;
        for name in &names {
            let component = pipeline.read_component(name, &config, &mut package, &mut shared)?;
            pipeline.components.push(component);
        }
        Ok(pipeline)
    }

    fn read_component(
        &mut self,
        name: &str,
        config: &Config,
        package: &mut Package,
        shared: &mut Option<(String, usize)>,
    ) -> Result<Component, ModelError> {
        let section = format!("components.{name}");
        let factory = config.text(&section, "factory")?;
        match factory {
            "attribute_ruler" => return Ok(Component::AttributeRuler(AttributeRuler::read(name, package)?)),
            "lemmatizer" => return Ok(Component::Lemmatizer(Lemmatizer::read(name, config, package)?)),
            "tok2vec" | "tagger" | "morphologizer" | "senter" | "parser" | "ner" => {}
            found => {
                return Err(ModelError::Unsupported {
                    component: name.to_owned(),
                    what: "factory",
                    found: found.to_owned(),
                    supported: "tok2vec, tagger, morphologizer, parser, senter, attribute_ruler, lemmatizer, ner",
                });
            }
        }
        let file = format!("{name}/model");
        let bytes = package.read(&file)?;
        let weights = Weights::read(&file, &bytes)?;
        let model = format!("{section}.model");
        if factory == "tok2vec" {
            let encoder = self.add_encoder(name, config, &model, &weights)?;
            *shared = Some((name.to_owned(), encoder));
            return Ok(Component::Encoder);
        }
        let inner = format!("{model}.tok2vec");
        let encoder = if config.text(&inner, "@architectures")? == "spacy.Tok2VecListener.v1" {
            let upstream = config.text(&inner, "upstream").unwrap_or("*");
            let found = shared.as_ref().filter(|(name, _)| upstream == "*" || upstream == name);
            found.map(|&(_, encoder)| encoder).ok_or_else(|| ModelError::Unsupported {
                component: name.to_owned(),
                what: "listener upstream",
                found: upstream.to_owned(),
                supported: "a `tok2vec` component before it",
            })?
        } else {
            self.add_encoder(name, config, &inner, &weights)?
        };
        let width = self.encoders[encoder].width();
        match factory {
            "parser" => Ok(Component::Parser(Parser::read(name, config, package, &weights, width)?, encoder)),
            "ner" => Ok(Component::Entities(
                EntityRecognizer::read(name, config, package, &weights, width)?,
                encoder,
            )),
            _ => {
                let architecture = config.text(&model, "@architectures")?;
                if architecture != "spacy.Tagger.v2" {
                    return Err(ModelError::Unsupported {
                        component: name.to_owned(),
                        what: "architecture",
                        found: architecture.to_owned(),
                        supported: "spacy.Tagger.v2",
                    });
                }
                Ok(Component::Tagger(Tagger::read(name, factory, package, &weights, width)?, encoder))
            }
        }
    }

    fn add_encoder(
        &mut self,
        name: &str,
        config: &Config,
        section: &str,
        weights: &Weights,
    ) -> Result<usize, ModelError> {
        self.encoders.push(Tok2Vec::read(name, config, section, weights, &self.vectors)?);
        Ok(self.encoders.len() - 1)
    }

    /// Returns what the model says about itself.
    #[must_use]
    pub fn info(&self) -> &ModelInfo {
        &self.info
    }

    /// Parses a text.
    #[must_use]
    pub fn parse(&self, text: &str) -> Doc {
        self.parse_batch(&[text]).pop().unwrap_or_default()
    }

    /// Parses some texts on this thread; the result is the same as text by text, but comes faster.
    #[must_use]
    pub fn parse_batch(&self, texts: &[&str]) -> Vec<Doc> {
        let mut workspace = self.take_workspace();
        let mut docs = Vec::with_capacity(texts.len());
        let mut waiting = texts;
        while !waiting.is_empty() {
            workspace.refresh(&self.lexicon);
            let (tokens, ranges) = self.tokenize_group(waiting, &mut workspace);
            let (group, rest) = waiting.split_at(ranges.len());
            waiting = rest;
            let padding = self.encoders.iter().map(Tok2Vec::padding).max().unwrap_or_default();
            workspace.draft.reset(padding, tokens, ranges);
            self.run(&mut workspace);
            docs.extend(
                group.iter().enumerate().map(|(index, text)| make_doc(text, index, &mut workspace.draft)),
            );
        }
        match self.workspaces.lock() {
            Ok(mut workspaces) => workspaces.push(workspace),
            Err(poisoned) => poisoned.into_inner().clear(),
        }
        docs
    }

    fn take_workspace(&self) -> Workspace {
        let known = match self.workspaces.lock() {
            Ok(mut workspaces) => workspaces.pop(),
            Err(_) => None,
        };
        known.unwrap_or_else(|| Workspace {
            lexicon: self.lexicon.clone(),
            chunks: ChunkCache::default(),
            lemmas: LemmaCache::default(),
            rules: RuleCache::default(),
            caches: self.encoders.iter().map(|_| VectorCache::default()).collect(),
            encoded: self.encoders.iter().map(|_| Matrix::default()).collect(),
            scratch: Scratch::default(),
            steps: StepScratch::default(),
            scores: Matrix::default(),
            draft: Draft::default(),
        })
    }

    /// Returns the tokens of the first texts, as many as make a group, and each one's range.
    fn tokenize_group(
        &self,
        texts: &[&str],
        workspace: &mut Workspace,
    ) -> (Vec<RawToken>, Vec<std::ops::Range<usize>>) {
        let mut tokens = Vec::new();
        let mut ranges = Vec::new();
        for text in texts {
            if !ranges.is_empty() && tokens.len() >= GROUP_TOKENS {
                break;
            }
            let start = tokens.len();
            self.tokenizer.tokenize(text, &mut workspace.lexicon, &mut workspace.chunks, &mut tokens);
            ranges.push(start..tokens.len());
        }
        (tokens, ranges)
    }

    fn run(&self, workspace: &mut Workspace) {
        let Workspace { lexicon, lemmas, rules, caches, encoded, scratch, steps, scores, draft, .. } =
            workspace;
        for (((encoder, cache), out), _) in self.encoders.iter().zip(caches).zip(encoded.iter_mut()).zip(0..)
        {
            let words = Words { tokens: &draft.tokens, lexicon, vectors: &self.vectors };
            encoder.apply(&draft.layout, words, cache, scratch, out);
        }
        for component in &self.components {
            match component {
                Component::Encoder => {}
                Component::Tagger(tagger, encoder) => tagger.apply(draft, &encoded[*encoder], scores),
                Component::Parser(parser, encoder) => parser.apply(draft, lexicon, &encoded[*encoder], steps),
                Component::Entities(entities, encoder) => {
                    entities.apply(draft, lexicon, &encoded[*encoder], steps)
                }
                Component::AttributeRuler(ruler) => ruler.apply(draft, lexicon, rules),
                Component::Lemmatizer(lemmatizer) => lemmatizer.apply(draft, lexicon, lemmas),
            }
        }
    }
}

impl Workspace {
    /// Starts anew where too many words have been met.
    fn refresh(&mut self, base: &Lexicon) {
        if self.lexicon.len() <= LEXICON_LIMIT {
            return;
        }
        self.lexicon = base.clone();
        self.chunks.clear();
        self.lemmas.clear();
        self.rules.clear();
        self.caches.iter_mut().for_each(VectorCache::clear);
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("info", &self.info).finish_non_exhaustive()
    }
}

/// Returns the doc of text number `index` of a group.
fn make_doc(text: &str, index: usize, draft: &mut Draft) -> Doc {
    let range = draft.texts[index].clone();
    let tokens = range.clone().map(|token| {
        let raw = draft.tokens[token];
        let lemma = match draft.set_lemmas[token] {
            Some(lemma) => lemma.to_string(),
            None => std::mem::take(&mut draft.lemmas[token]),
        };
        Token {
            span: Span::new(raw.start as usize, raw.end as usize),
            tag: draft.tags[token],
            pos: draft.pos[token],
            morph: draft.morphs[token],
            lemma,
            dep: draft.deps[token],
            head: draft.heads[token] as usize,
            sent_start: draft.sent_starts[token] == 1,
        }
    });
    let tokens = tokens.collect();
    let entities = std::mem::take(&mut draft.entities[index]);
    let entities = entities.into_iter().map(|(range, label): (_, Symbol)| Entity {
        start: range.start,
        end: range.end,
        label,
    });
    Doc::new(text.to_owned(), tokens, entities.collect())
}
