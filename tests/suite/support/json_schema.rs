//! A compiled JSON Schema. The tests of the crate and the suite share this file.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// A schema that values are checked against, with their formats.
pub(crate) struct JsonSchema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl JsonSchema {
    pub(crate) fn new(schema: &Value) -> Self {
        const NAME: &str = "schema.json";
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource(NAME, schema.clone()).expect("a name");
        let index = compiler.compile(NAME, &mut schemas).expect("a schema");
        Self { schemas, index }
    }

    /// The problems of a value, if it does not follow the schema.
    pub(crate) fn check(&self, value: &Value) -> Result<(), String> {
        self.schemas.validate(value, self.index).map_err(|problems| format!("{problems:#}"))
    }
}
