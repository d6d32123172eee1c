//! The tree a screen is drawn as: closed sets of tags and attributes, so that no text can become markup.
//!
//! Invariant: there is no attribute that loads, links or styles (`src`, `href`, `style`), and none that shows an answer
//! in a tooltip (`title`).

macro_rules! names {
    ($(#[$about:meta])* $type:ident { $($variant:ident = $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl $type {
            /// The name the document knows it by.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

names! {
    /// An element's tag.
    Tag {
        Article = "article",
        Bdi = "bdi",
        Bold = "b",
        Button = "button",
        Definition = "dd",
        Definitions = "dl",
        Div = "div",
        Fieldset = "fieldset",
        H1 = "h1",
        H2 = "h2",
        H3 = "h3",
        Input = "input",
        Item = "li",
        Label = "label",
        Legend = "legend",
        List = "ul",
        Mark = "i",
        Nav = "nav",
        Ordered = "ol",
        Paragraph = "p",
        Path = "path",
        Section = "section",
        Slot = "slot",
        Span = "span",
        Svg = "svg",
        Term = "dt",
        Textarea = "textarea",
    }
}

names! {
    /// An attribute's name. `Checked` and `Entered` are set as properties when mounted.
    Attr {
        Act = "data-act",
        AriaControls = "aria-controls",
        AriaCurrent = "aria-current",
        AriaDescribedBy = "aria-describedby",
        AriaExpanded = "aria-expanded",
        AriaHidden = "aria-hidden",
        AriaLabel = "aria-label",
        AriaLabelledBy = "aria-labelledby",
        Autocapitalize = "autocapitalize",
        Autocomplete = "autocomplete",
        Autocorrect = "autocorrect",
        Checked = "checked",
        Class = "class",
        Dir = "dir",
        Entered = "value",
        Grammar = "data-gramm",
        Id = "id",
        InputMode = "inputmode",
        Item = "data-item",
        Lang = "lang",
        MaxLength = "maxlength",
        Name = "name",
        Part = "part",
        Path = "d",
        Role = "role",
        Spellcheck = "spellcheck",
        Suggestions = "writingsuggestions",
        TabIndex = "tabindex",
        Type = "type",
        Value = "data-value",
        ViewBox = "viewBox",
    }
}

impl Tag {
    /// Whether the element has no content and no closing tag.
    pub const fn is_void(self) -> bool {
        matches!(self, Self::Input)
    }

    /// Whether the element belongs to the drawing namespace.
    pub const fn is_drawing(self) -> bool {
        matches!(self, Self::Svg | Self::Path)
    }
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Characters, in the language of the nearest `lang`.
    Text(String),
}

/// An element. It is passed on as a pointer, which keeps small what draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(Box<Content>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    tag: Tag,
    key: String,
    attrs: Vec<(Attr, String)>,
    children: Vec<Node>,
}

/// Starts an element; `class` may be empty.
pub fn element(tag: Tag, class: &str) -> Element {
    let content = Content { tag, key: String::new(), attrs: Vec::new(), children: Vec::new() };
    Element(Box::new(content)).with_if(!class.is_empty(), Attr::Class, class)
}

impl Element {
    /// With an attribute.
    #[must_use]
    pub fn with(self, name: Attr, value: &str) -> Self {
        self.with_if(true, name, value)
    }

    /// With an attribute if a condition holds.
    #[must_use]
    #[inline(never)]
    pub fn with_if(mut self, condition: bool, name: Attr, value: &str) -> Self {
        if condition {
            self.0.attrs.push((name, value.to_owned()));
        }
        self
    }

    /// With a key among its siblings.
    #[must_use]
    #[inline(never)]
    pub fn keyed(mut self, key: &str) -> Self {
        key.clone_into(&mut self.0.key);
        self
    }

    /// With one more child.
    #[must_use]
    pub fn child(self, child: impl Into<Node>) -> Self {
        self.node(child.into())
    }

    /// With one more child, if there is one.
    #[must_use]
    pub fn child_if(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    #[inline(never)]
    fn node(mut self, node: Node) -> Self {
        self.0.children.push(node);
        self
    }

    /// With more children.
    #[must_use]
    #[inline(never)]
    pub fn with_all(mut self, mut children: Vec<Node>) -> Self {
        self.0.children.append(&mut children);
        self
    }

    /// With characters.
    #[must_use]
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.node(Node::Text(text.to_owned()))
    }

    /// Its tag.
    pub fn tag(&self) -> Tag {
        self.0.tag
    }

    /// What tells it from its siblings when the content around it changes; empty if its place does.
    pub fn key(&self) -> &str {
        &self.0.key
    }

    /// Its attributes, each at most once.
    pub fn attrs(&self) -> &[(Attr, String)] {
        &self.0.attrs
    }

    /// Its content, in reading order.
    pub fn children(&self) -> &[Node] {
        &self.0.children
    }

    /// What an attribute says, if it is there.
    pub fn attr(&self, name: Attr) -> Option<&str> {
        self.attrs().iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}
