// Generated from definition.schema.json by `npm run generate`. Edit the schema, not this file.
"use strict";
module.exports = validate10;
module.exports.default = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"urn:tidemark:definition:1","title":"DefinitionDocument","description":"One entity or one link, as entity() and link() write it down.","if":{"type":"object","required":["link"]},"then":{"$ref":"#/definitions/link"},"else":{"$ref":"#/definitions/entity"},"definitions":{"entity":{"title":"EntityDefinition","description":"One table, and what hangs on it.","type":"object","additionalProperties":false,"required":["entity","columns"],"properties":{"$schema":{"type":"string","description":"For editors."},"entity":{"type":"string","description":"Its name in links and relations."},"table":{"type":"string","description":"The table. Default: the name of the entity in snake_case."},"schema":{"type":"string","description":"The schema. Default: that of the module, else public."},"renamedFrom":{"type":"string","description":"The name its table had, with schema if that changed too."},"comment":{"type":"string","description":"COMMENT ON TABLE."},"columns":{"type":"object","additionalProperties":{"$ref":"#/definitions/column"},"description":"By column name, in order."},"primaryKey":{"if":{"type":"array"},"then":{"type":"array","items":{"type":"string"}},"else":{"$ref":"#/definitions/primaryKey"},"description":"Columns, or name and columns. Not with primaryKey on a column."},"uniques":{"type":"array","items":{"$ref":"#/definitions/unique"},"description":"Unique constraints."},"indexes":{"type":"array","items":{"$ref":"#/definitions/index"},"description":"Indexes."},"checks":{"type":"array","items":{"$ref":"#/definitions/check"},"description":"Check constraints."},"exclusions":{"type":"array","items":{"$ref":"#/definitions/exclusion"},"description":"Exclusion constraints."},"relations":{"type":"object","additionalProperties":{"$ref":"#/definitions/relation"},"description":"By relation name."},"rowSecurity":{"enum":[true,false,"force"],"description":"true: row-level security is on. \"force\": for the owner too."},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"},"description":"Row-level security policies."},"partitionBy":{"$ref":"#/definitions/partitionBy","description":"Makes the table partitioned."},"partitions":{"type":"array","items":{"$ref":"#/definitions/partition"},"description":"Its partitions."},"inherits":{"type":"array","items":{"type":"string"},"description":"Tables it inherits from (old style, without partitioning)."},"grants":{"type":"array","items":{"$ref":"#/definitions/grant"},"description":"Privileges. Managed only where stated."},"owner":{"type":"string","description":"The owner. Managed only where stated."},"tablespace":{"type":"string","description":"The tablespace. Managed only where stated."},"options":{"$ref":"#/definitions/storage","description":"Storage parameters, e.g. fillfactor."},"unlogged":{"type":"boolean","description":"UNLOGGED."},"timestamps":{"type":"boolean","description":"Adds created_at and updated_at: timestamptz NOT NULL DEFAULT now()."},"softDelete":{"type":"boolean","description":"Adds deleted_at: timestamptz. Uniques and indexes without a predicate count only rows where it is null: a unique becomes a partial unique index, unless it is deferrable."}}},"link":{"title":"LinkDefinition","description":"A link between two entities.","type":"object","additionalProperties":false,"required":["link"],"properties":{"$schema":{"type":"string","description":"For editors."},"link":{"title":"LinkBody","description":"Two entities, usually of two modules, and the table between them.","type":"object","additionalProperties":false,"required":["left","right"],"properties":{"left":{"$ref":"#/definitions/linkSide","description":"The first side."},"right":{"$ref":"#/definitions/linkSide","description":"The second side."},"table":{"type":"string","description":"The link table. Default: <left table>_<right table>."},"schema":{"type":"string","description":"The schema. Default: that of the module, else public."},"idPrefix":{"type":"string","description":"Prefix of the ids that the application makes."},"extraColumns":{"type":"object","additionalProperties":{"$ref":"#/definitions/column"},"description":"Further columns, by name."},"readOnly":{"type":"boolean","description":"No table: the application reads along a column that exists."},"foreignKeys":{"type":"boolean","description":"Foreign keys to both sides. Default true; false in the shape of Medusa."},"shape":{"enum":["medusa"],"description":"medusa: the table as Medusa makes it, with an id, soft deletion and the names of its indexes."},"comment":{"type":"string","description":"COMMENT ON TABLE."},"renamedFrom":{"type":"string","description":"The name its table had."}}}}},"linkSide":{"title":"LinkSide","description":"One side of a link.","type":"object","additionalProperties":false,"required":["entity"],"properties":{"entity":{"type":"string","description":"The entity."},"module":{"type":"string","description":"Its module. Default: the module this link stands in."},"column":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"The column or columns of the link table that hold its key. Default: <entity>_<key>."},"references":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"Its key. Default: its primary key."},"list":{"type":"boolean","description":"false: a row of the other side has at most one of it, and a unique constraint says so. Default: no such constraint."},"cascade":{"type":"boolean","description":"Deleting it deletes the link rows. Default true; false: it cannot be deleted while link rows point to it."}}},"column":{"title":"ColumnDefinition","description":"One column.","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"enum":["text","varchar","char","citext","name","smallint","integer","bigint","smallserial","serial","bigserial","numeric","real","double precision","money","boolean","date","time","timetz","timestamp","timestamptz","interval","uuid","json","jsonb","jsonpath","bytea","xml","bit","varbit","inet","cidr","macaddr","macaddr8","point","line","lseg","box","path","polygon","circle","tsvector","tsquery","int4range","int8range","numrange","daterange","tsrange","tstzrange","int4multirange","int8multirange","nummultirange","datemultirange","tsmultirange","tstzmultirange","oid","regclass","regtype","regproc","pg_lsn","xid8","hstore","ltree","lquery","ltxtquery","cube","isbn","geometry","geography","vector","halfvec","sparsevec","enum","other"],"description":"The type, as PostgreSQL names it. \"enum\" takes `values`; \"other\" takes `sqlType` (a domain, a composite, an extension's type)."},"length":{"type":"integer","minimum":1,"description":"For varchar, char, bit, varbit: the length. For vector types: the number of dimensions."},"precision":{"type":"integer","minimum":0,"description":"For numeric: all digits. For time, timestamp and interval types: digits of the second."},"scale":{"type":"integer","description":"For numeric: digits after the point."},"fields":{"type":"string","description":"For interval: what it may hold, e.g. \"day to second\"."},"subtype":{"type":"string","description":"For geometry and geography: what is in the brackets, e.g. \"Point,4326\"."},"sqlType":{"type":"string","description":"For \"other\": the type as SQL writes it, with its schema, e.g. public.amount."},"values":{"type":"array","items":{"type":"string"},"description":"For \"enum\": the labels, in order."},"enumName":{"type":"string","description":"For \"enum\": the name of a native enum type. Without it the column is text with a check constraint."},"array":{"type":["boolean","integer"],"minimum":1,"description":"true: a one-dimensional array of the type. A number: that many dimensions."},"nullable":{"type":"boolean","description":"May it be null? Default false: NOT NULL."},"default":{"$ref":"#/definitions/default","description":"What a row gets that names no value."},"identity":{"$ref":"#/definitions/identity","description":"GENERATED … AS IDENTITY."},"generated":{"$ref":"#/definitions/generated","description":"GENERATED ALWAYS AS an expression."},"collation":{"type":"string","description":"The collation, with its schema where it is not pg_catalog, e.g. und-x-icu."},"comment":{"type":"string","description":"COMMENT ON COLUMN."},"primaryKey":{"type":"boolean","description":"This column alone is the primary key."},"unique":{"type":["boolean","string"],"description":"This column alone is unique; a text names the constraint."},"renamedFrom":{"type":"string","description":"The name it had. Inert once the rename is applied."},"using":{"type":"string","description":"SQL that converts the old values when the type changes, e.g. \"price::numeric / 100\"."},"storage":{"enum":["plain","external","extended","main"],"description":"TOAST storage."},"compression":{"enum":["pglz","lz4"],"description":"TOAST compression."}},"allOf":[{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["varchar","char","bit","varbit","vector","halfvec","sparsevec"]}}}},"then":{"type":"object","properties":{"length":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["numeric","time","timetz","timestamp","timestamptz","interval"]}}}},"then":{"type":"object","properties":{"precision":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["numeric"]}}}},"then":{"type":"object","properties":{"scale":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["interval"]}}}},"then":{"type":"object","properties":{"fields":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["geometry","geography"]}}}},"then":{"type":"object","properties":{"subtype":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["enum"]}}}},"then":{"type":"object","properties":{"values":false,"enumName":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["other"]}}}},"then":{"type":"object","properties":{"sqlType":false}}},{"if":{"type":"object","required":["type"],"properties":{"type":{"const":"enum"}}},"then":{"type":"object","required":["values"]}},{"if":{"type":"object","required":["type"],"properties":{"type":{"const":"other"}}},"then":{"type":"object","required":["sqlType"]}}]},"default":{"type":["string","number","boolean","null","array","object"],"items":true,"additionalProperties":false,"properties":{"sql":{"type":"string","description":"An SQL expression."},"json":{"description":"A json or jsonb value."}},"tsType":"string | number | boolean | null | unknown[] | { sql: string } | { json: unknown }","description":"A literal, or { \"sql\": \"now()\" } for an expression, or { \"json\": … } for a json value.","if":{"type":"object"},"then":{"oneOf":[{"required":["sql"]},{"required":["json"]}]}},"identity":{"if":{"type":"string"},"then":{"enum":["always","by default"]},"else":{"$ref":"#/definitions/identityOptions"},"description":"\"always\", \"by default\", or an object with options."},"identityOptions":{"title":"IdentityOptions","type":"object","additionalProperties":false,"required":["generated"],"properties":{"generated":{"enum":["always","by default"],"description":"May an INSERT give its own value?"},"start":{"type":"integer","description":"First value."},"increment":{"type":"integer","description":"Step."},"min":{"type":"integer","description":"Smallest value."},"max":{"type":"integer","description":"Largest value."},"cache":{"type":"integer","minimum":1,"description":"Values kept ready."},"cycle":{"type":"boolean","description":"Starts over at the end."}}},"generated":{"title":"GeneratedExpression","type":"object","additionalProperties":false,"required":["sql"],"properties":{"sql":{"type":"string","description":"The expression."},"stored":{"type":"boolean","description":"true (default): STORED. false: VIRTUAL (PostgreSQL 18)."}}},"primaryKey":{"title":"PrimaryKeyDefinition","type":"object","additionalProperties":false,"required":["columns"],"properties":{"name":{"type":"string","description":"Default: made from the table."},"columns":{"type":"array","items":{"type":"string"},"description":"In order."},"include":{"type":"array","items":{"type":"string"},"description":"Columns carried along."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}},"unique":{"title":"UniqueDefinition","description":"One unique constraint.","type":"object","additionalProperties":false,"required":["columns"],"properties":{"name":{"type":"string","description":"Default: made from table and columns."},"columns":{"type":"array","items":{"type":"string"},"description":"In order."},"include":{"type":"array","items":{"type":"string"},"description":"Columns carried along."},"nullsNotDistinct":{"type":"boolean","description":"Nulls count as equal (PostgreSQL 15)."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}},"index":{"title":"IndexDefinition","description":"One index.","type":"object","additionalProperties":false,"required":["columns"],"properties":{"name":{"type":"string","description":"Default: made from table and columns."},"columns":{"type":"array","items":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/indexPart"}},"description":"Column names, or parts with an expression, operator class or order."},"method":{"type":"string","description":"btree (default), gin, gist, brin, hash, spgist, hnsw, ivfflat, …"},"unique":{"type":"boolean","description":"UNIQUE."},"where":{"type":"string","description":"Predicate of a partial index, in SQL."},"include":{"type":"array","items":{"type":"string"},"description":"Columns carried along without being searched."},"nullsNotDistinct":{"type":"boolean","description":"Nulls count as equal (PostgreSQL 15)."},"with":{"$ref":"#/definitions/storage","description":"Storage parameters, e.g. fillfactor."},"tablespace":{"type":"string","description":"The tablespace."},"comment":{"type":"string","description":"COMMENT ON INDEX."},"renamedFrom":{"type":"string","description":"The name it had."}}},"indexPart":{"title":"IndexPart","description":"One part of an index, when a column name is not enough.","type":"object","additionalProperties":false,"properties":{"column":{"type":"string","description":"A column."},"expression":{"type":"string","description":"An SQL expression, e.g. lower(email)."},"opclass":{"type":"string","description":"Operator class, e.g. gin_trgm_ops."},"order":{"enum":["asc","desc"],"description":"Sort order."},"nulls":{"enum":["first","last"],"description":"Where nulls sort."},"collation":{"type":"string","description":"Collation of this part."}},"oneOf":[{"required":["column"]},{"required":["expression"]}]},"check":{"title":"CheckDefinition","description":"One check constraint.","type":"object","additionalProperties":false,"required":["expression"],"properties":{"name":{"type":"string","description":"Default: made from the table and the expression."},"expression":{"type":"string","description":"SQL that must not be false."},"noInherit":{"type":"boolean","description":"NO INHERIT."},"notValid":{"type":"boolean","description":"Rows that exist are not checked."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}},"exclusion":{"title":"ExclusionDefinition","description":"One exclusion constraint.","type":"object","additionalProperties":false,"required":["elements"],"properties":{"name":{"type":"string","description":"Default: made from the table."},"method":{"type":"string","description":"gist (default) or another index method."},"elements":{"type":"array","items":{"title":"ExclusionElement","type":"object","additionalProperties":false,"required":["operator"],"properties":{"column":{"type":"string","description":"A column."},"expression":{"type":"string","description":"An SQL expression."},"opclass":{"type":"string","description":"Operator class."},"operator":{"type":"string","description":"No two rows may both compare true, e.g. && or =."}},"oneOf":[{"required":["column"]},{"required":["expression"]}]},"description":"What is compared, and how."},"where":{"type":"string","description":"Predicate, in SQL."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}},"relation":{"title":"RelationDefinition","description":"How this entity relates to another. Exactly one of belongsTo, hasOne, hasMany, manyToMany.","type":"object","additionalProperties":false,"properties":{"belongsTo":{"type":"string","description":"The entity this one points to: a column and a foreign key here."},"hasOne":{"type":"string","description":"The entity that points here, at most one row of it."},"hasMany":{"type":"string","description":"The entity whose rows point here."},"manyToMany":{"type":"string","description":"The entity on the other side of a pivot table."},"module":{"type":"string","description":"The module of that entity, where it is another one."},"column":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"belongsTo: the column or columns here. Default: <relation>_<key>."},"references":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"belongsTo: the column or columns there. Default: its primary key."},"mappedBy":{"type":"string","description":"hasOne, hasMany: the relation on the other entity that points here."},"through":{"type":"string","description":"manyToMany: the pivot table. Default: both table names, in order, joined."},"inverseColumn":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"manyToMany: the pivot column or columns that hold the other side."},"constraint":{"type":"string","description":"Name of the foreign key. Default: made from table and columns."},"foreignKey":{"type":"boolean","description":"false: no foreign key, the column only. Default true."},"onDelete":{"enum":["no action","restrict","cascade","set null","set default"],"description":"When the row there is deleted."},"onUpdate":{"enum":["no action","restrict","cascade","set null","set default"],"description":"When its key changes."},"match":{"enum":["simple","full"],"description":"How keys of several columns with nulls are matched."},"nullable":{"type":"boolean","description":"May it point nowhere? Default false."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"notValid":{"type":"boolean","description":"Rows that exist are not checked."},"unique":{"type":"boolean","description":"At most one row here for a row there."},"index":{"type":"boolean","description":"An index on the column. Default true for belongsTo."},"primaryKey":{"type":"boolean","description":"The column is part of the primary key."},"comment":{"type":"string","description":"COMMENT ON COLUMN of the column."},"renamedFrom":{"type":"string","description":"The name its column had."}},"oneOf":[{"required":["belongsTo"]},{"required":["hasOne"]},{"required":["hasMany"]},{"required":["manyToMany"]}]},"policy":{"title":"PolicyDefinition","description":"One row-level security policy.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","description":"Unique in the table."},"command":{"enum":["all","select","insert","update","delete"],"description":"What it is about. Default all."},"permissive":{"type":"boolean","description":"false: RESTRICTIVE. Default true."},"to":{"type":"array","items":{"type":"string"},"description":"Roles. Default public."},"using":{"type":"string","description":"SQL: which rows are seen."},"withCheck":{"type":"string","description":"SQL: which rows may be written."},"comment":{"type":"string","description":"COMMENT ON POLICY."},"renamedFrom":{"type":"string","description":"The name it had."}}},"grant":{"title":"GrantDefinition","description":"Privileges of one role.","type":"object","additionalProperties":false,"required":["to","privileges"],"properties":{"to":{"type":"string","description":"A role, or public."},"privileges":{"type":["string","array"],"items":{"enum":["select","insert","update","delete","truncate","references","trigger","maintain"]},"tsType":"'all' | ('select' | 'insert' | 'update' | 'delete' | 'truncate' | 'references' | 'trigger' | 'maintain')[]","pattern":"^all$","description":"\"all\", or privileges as SQL names them."},"columns":{"type":"array","items":{"type":"string"},"description":"Only on these columns."},"withGrantOption":{"type":"boolean","description":"The role may pass it on."}}},"partitionBy":{"title":"PartitionBy","description":"Makes the table partitioned.","type":"object","additionalProperties":false,"required":["strategy","columns"],"properties":{"strategy":{"enum":["range","list","hash"],"description":"How rows are spread."},"columns":{"type":"array","items":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/indexPart"}},"description":"The partition key: columns or expressions."}}},"partition":{"title":"PartitionDefinition","description":"One partition.","type":"object","additionalProperties":false,"required":["name","values"],"properties":{"name":{"type":"string","description":"Its table name."},"schema":{"type":"string","description":"Its schema. Default: that of the table."},"values":{"$ref":"#/definitions/partitionBound","description":"Which rows it holds."},"partitionBy":{"$ref":"#/definitions/partitionBy","description":"Partitioned again."},"partitions":{"type":"array","items":{"$ref":"#/definitions/partition"},"description":"Its own partitions."},"options":{"$ref":"#/definitions/storage","description":"Storage parameters."},"tablespace":{"type":"string","description":"The tablespace."},"renamedFrom":{"type":"string","description":"The name it had."}}},"partitionBound":{"title":"PartitionBound","description":"Which rows a partition holds.","type":"object","additionalProperties":false,"properties":{"from":{"type":"array","items":{"$ref":"#/definitions/boundValue"},"description":"range: lower bound, inclusive; one value for each key column."},"to":{"type":"array","items":{"$ref":"#/definitions/boundValue"},"description":"range: upper bound, exclusive."},"in":{"type":"array","items":{"$ref":"#/definitions/boundValue"},"description":"list: the values."},"modulus":{"type":"integer","minimum":1,"description":"hash: number of partitions."},"remainder":{"type":"integer","minimum":0,"description":"hash: which of them."},"default":{"const":true,"description":"Takes what fits nowhere else."}},"oneOf":[{"required":["from","to"]},{"required":["in"]},{"required":["modulus","remainder"]},{"required":["default"]}]},"boundValue":{"type":["string","number","boolean","null","object"],"additionalProperties":false,"required":["sql"],"properties":{"sql":{"type":"string","description":"SQL."}},"tsType":"string | number | boolean | null | { sql: string }","description":"A literal, or { \"sql\": \"…\" }; { \"sql\": \"MINVALUE\" } and MAXVALUE are bounds without end."},"storage":{"title":"StorageParameters","type":"object","additionalProperties":{"type":["string","number","boolean"]},"description":"Name to value."}}};
const schema12 = {"title":"LinkDefinition","description":"A link between two entities.","type":"object","additionalProperties":false,"required":["link"],"properties":{"$schema":{"type":"string","description":"For editors."},"link":{"title":"LinkBody","description":"Two entities, usually of two modules, and the table between them.","type":"object","additionalProperties":false,"required":["left","right"],"properties":{"left":{"$ref":"#/definitions/linkSide","description":"The first side."},"right":{"$ref":"#/definitions/linkSide","description":"The second side."},"table":{"type":"string","description":"The link table. Default: <left table>_<right table>."},"schema":{"type":"string","description":"The schema. Default: that of the module, else public."},"idPrefix":{"type":"string","description":"Prefix of the ids that the application makes."},"extraColumns":{"type":"object","additionalProperties":{"$ref":"#/definitions/column"},"description":"Further columns, by name."},"readOnly":{"type":"boolean","description":"No table: the application reads along a column that exists."},"foreignKeys":{"type":"boolean","description":"Foreign keys to both sides. Default true; false in the shape of Medusa."},"shape":{"enum":["medusa"],"description":"medusa: the table as Medusa makes it, with an id, soft deletion and the names of its indexes."},"comment":{"type":"string","description":"COMMENT ON TABLE."},"renamedFrom":{"type":"string","description":"The name its table had."}}}}};
const schema13 = {"title":"LinkSide","description":"One side of a link.","type":"object","additionalProperties":false,"required":["entity"],"properties":{"entity":{"type":"string","description":"The entity."},"module":{"type":"string","description":"Its module. Default: the module this link stands in."},"column":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"The column or columns of the link table that hold its key. Default: <entity>_<key>."},"references":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"Its key. Default: its primary key."},"list":{"type":"boolean","description":"false: a row of the other side has at most one of it, and a unique constraint says so. Default: no such constraint."},"cascade":{"type":"boolean","description":"Deleting it deletes the link rows. Default true; false: it cannot be deleted while link rows point to it."}}};
const func2 = Object.prototype.hasOwnProperty;
const schema15 = {"title":"ColumnDefinition","description":"One column.","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"enum":["text","varchar","char","citext","name","smallint","integer","bigint","smallserial","serial","bigserial","numeric","real","double precision","money","boolean","date","time","timetz","timestamp","timestamptz","interval","uuid","json","jsonb","jsonpath","bytea","xml","bit","varbit","inet","cidr","macaddr","macaddr8","point","line","lseg","box","path","polygon","circle","tsvector","tsquery","int4range","int8range","numrange","daterange","tsrange","tstzrange","int4multirange","int8multirange","nummultirange","datemultirange","tsmultirange","tstzmultirange","oid","regclass","regtype","regproc","pg_lsn","xid8","hstore","ltree","lquery","ltxtquery","cube","isbn","geometry","geography","vector","halfvec","sparsevec","enum","other"],"description":"The type, as PostgreSQL names it. \"enum\" takes `values`; \"other\" takes `sqlType` (a domain, a composite, an extension's type)."},"length":{"type":"integer","minimum":1,"description":"For varchar, char, bit, varbit: the length. For vector types: the number of dimensions."},"precision":{"type":"integer","minimum":0,"description":"For numeric: all digits. For time, timestamp and interval types: digits of the second."},"scale":{"type":"integer","description":"For numeric: digits after the point."},"fields":{"type":"string","description":"For interval: what it may hold, e.g. \"day to second\"."},"subtype":{"type":"string","description":"For geometry and geography: what is in the brackets, e.g. \"Point,4326\"."},"sqlType":{"type":"string","description":"For \"other\": the type as SQL writes it, with its schema, e.g. public.amount."},"values":{"type":"array","items":{"type":"string"},"description":"For \"enum\": the labels, in order."},"enumName":{"type":"string","description":"For \"enum\": the name of a native enum type. Without it the column is text with a check constraint."},"array":{"type":["boolean","integer"],"minimum":1,"description":"true: a one-dimensional array of the type. A number: that many dimensions."},"nullable":{"type":"boolean","description":"May it be null? Default false: NOT NULL."},"default":{"$ref":"#/definitions/default","description":"What a row gets that names no value."},"identity":{"$ref":"#/definitions/identity","description":"GENERATED … AS IDENTITY."},"generated":{"$ref":"#/definitions/generated","description":"GENERATED ALWAYS AS an expression."},"collation":{"type":"string","description":"The collation, with its schema where it is not pg_catalog, e.g. und-x-icu."},"comment":{"type":"string","description":"COMMENT ON COLUMN."},"primaryKey":{"type":"boolean","description":"This column alone is the primary key."},"unique":{"type":["boolean","string"],"description":"This column alone is unique; a text names the constraint."},"renamedFrom":{"type":"string","description":"The name it had. Inert once the rename is applied."},"using":{"type":"string","description":"SQL that converts the old values when the type changes, e.g. \"price::numeric / 100\"."},"storage":{"enum":["plain","external","extended","main"],"description":"TOAST storage."},"compression":{"enum":["pglz","lz4"],"description":"TOAST compression."}},"allOf":[{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["varchar","char","bit","varbit","vector","halfvec","sparsevec"]}}}},"then":{"type":"object","properties":{"length":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["numeric","time","timetz","timestamp","timestamptz","interval"]}}}},"then":{"type":"object","properties":{"precision":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["numeric"]}}}},"then":{"type":"object","properties":{"scale":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["interval"]}}}},"then":{"type":"object","properties":{"fields":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["geometry","geography"]}}}},"then":{"type":"object","properties":{"subtype":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["enum"]}}}},"then":{"type":"object","properties":{"values":false,"enumName":false}}},{"if":{"type":"object","properties":{"type":{"type":"string","not":{"enum":["other"]}}}},"then":{"type":"object","properties":{"sqlType":false}}},{"if":{"type":"object","required":["type"],"properties":{"type":{"const":"enum"}}},"then":{"type":"object","required":["values"]}},{"if":{"type":"object","required":["type"],"properties":{"type":{"const":"other"}}},"then":{"type":"object","required":["sqlType"]}}]};
const schema16 = {"type":["string","number","boolean","null","array","object"],"items":true,"additionalProperties":false,"properties":{"sql":{"type":"string","description":"An SQL expression."},"json":{"description":"A json or jsonb value."}},"tsType":"string | number | boolean | null | unknown[] | { sql: string } | { json: unknown }","description":"A literal, or { \"sql\": \"now()\" } for an expression, or { \"json\": … } for a json value.","if":{"type":"object"},"then":{"oneOf":[{"required":["sql"]},{"required":["json"]}]}};
const schema19 = {"title":"GeneratedExpression","type":"object","additionalProperties":false,"required":["sql"],"properties":{"sql":{"type":"string","description":"The expression."},"stored":{"type":"boolean","description":"true (default): STORED. false: VIRTUAL (PostgreSQL 18)."}}};
const schema17 = {"if":{"type":"string"},"then":{"enum":["always","by default"]},"else":{"$ref":"#/definitions/identityOptions"},"description":"\"always\", \"by default\", or an object with options."};
const schema18 = {"title":"IdentityOptions","type":"object","additionalProperties":false,"required":["generated"],"properties":{"generated":{"enum":["always","by default"],"description":"May an INSERT give its own value?"},"start":{"type":"integer","description":"First value."},"increment":{"type":"integer","description":"Step."},"min":{"type":"integer","description":"Smallest value."},"max":{"type":"integer","description":"Largest value."},"cache":{"type":"integer","minimum":1,"description":"Values kept ready."},"cycle":{"type":"boolean","description":"Starts over at the end."}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(typeof data !== "string"){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(!((data === "always") || (data === "by default"))){
const err1 = {instancePath,schemaPath:"#/then/enum",keyword:"enum",params:{allowedValues: schema17.then.enum},message:"must be equal to one of the allowed values",schema:schema17.then.enum,parentSchema:schema17.then,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.generated === undefined){
const err2 = {instancePath,schemaPath:"#/definitions/identityOptions/required",keyword:"required",params:{missingProperty: "generated"},message:"must have required property '"+"generated"+"'",schema:schema18.required,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "generated") || (key0 === "start")) || (key0 === "increment")) || (key0 === "min")) || (key0 === "max")) || (key0 === "cache")) || (key0 === "cycle"))){
const err3 = {instancePath,schemaPath:"#/definitions/identityOptions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.generated !== undefined){
let data0 = data.generated;
if(!((data0 === "always") || (data0 === "by default"))){
const err4 = {instancePath:instancePath+"/generated",schemaPath:"#/definitions/identityOptions/properties/generated/enum",keyword:"enum",params:{allowedValues: schema18.properties.generated.enum},message:"must be equal to one of the allowed values",schema:schema18.properties.generated.enum,parentSchema:schema18.properties.generated,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.start !== undefined){
let data1 = data.start;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/start",schemaPath:"#/definitions/identityOptions/properties/start/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema18.properties.start.type,parentSchema:schema18.properties.start,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.increment !== undefined){
let data2 = data.increment;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/increment",schemaPath:"#/definitions/identityOptions/properties/increment/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema18.properties.increment.type,parentSchema:schema18.properties.increment,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.min !== undefined){
let data3 = data.min;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err7 = {instancePath:instancePath+"/min",schemaPath:"#/definitions/identityOptions/properties/min/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema18.properties.min.type,parentSchema:schema18.properties.min,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.max !== undefined){
let data4 = data.max;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err8 = {instancePath:instancePath+"/max",schemaPath:"#/definitions/identityOptions/properties/max/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema18.properties.max.type,parentSchema:schema18.properties.max,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.cache !== undefined){
let data5 = data.cache;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err9 = {instancePath:instancePath+"/cache",schemaPath:"#/definitions/identityOptions/properties/cache/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema18.properties.cache.type,parentSchema:schema18.properties.cache,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err10 = {instancePath:instancePath+"/cache",schemaPath:"#/definitions/identityOptions/properties/cache/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema18.properties.cache,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.cycle !== undefined){
let data6 = data.cycle;
if(typeof data6 !== "boolean"){
const err11 = {instancePath:instancePath+"/cycle",schemaPath:"#/definitions/identityOptions/properties/cycle/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema18.properties.cycle.type,parentSchema:schema18.properties.cycle,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/definitions/identityOptions/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema18.type,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err13 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema17.if,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}


function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(errors === _errs3){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs7 = errors;
const _errs8 = errors;
if(!(((((((data0 === "varchar") || (data0 === "char")) || (data0 === "bit")) || (data0 === "varbit")) || (data0 === "vector")) || (data0 === "halfvec")) || (data0 === "sparsevec"))){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid3 = _errs8 === errors;
if(valid3){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs9 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.length !== undefined){
const err4 = {instancePath:instancePath+"/length",schemaPath:"#/allOf/0/then/properties/length/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[0].then.properties.length,data:data.length};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath,schemaPath:"#/allOf/0/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[0].then.type,parentSchema:schema15.allOf[0].then,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs9 === errors;
valid1 = _valid0;
}
if(!valid1){
const err6 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[0].if,parentSchema:schema15.allOf[0],data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const _errs12 = errors;
let valid5 = true;
const _errs13 = errors;
if(errors === _errs13){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data2 = data.type;
if(typeof data2 !== "string"){
const err7 = {};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const _errs17 = errors;
const _errs18 = errors;
if(!((((((data2 === "numeric") || (data2 === "time")) || (data2 === "timetz")) || (data2 === "timestamp")) || (data2 === "timestamptz")) || (data2 === "interval"))){
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var valid7 = _errs18 === errors;
if(valid7){
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err10 = {};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var _valid1 = _errs13 === errors;
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs19 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.precision !== undefined){
const err11 = {instancePath:instancePath+"/precision",schemaPath:"#/allOf/1/then/properties/precision/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[1].then.properties.precision,data:data.precision};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath,schemaPath:"#/allOf/1/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[1].then.type,parentSchema:schema15.allOf[1].then,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid1 = _errs19 === errors;
valid5 = _valid1;
}
if(!valid5){
const err13 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[1].if,parentSchema:schema15.allOf[1],data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const _errs22 = errors;
let valid9 = true;
const _errs23 = errors;
if(errors === _errs23){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data4 = data.type;
if(typeof data4 !== "string"){
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const _errs27 = errors;
const _errs28 = errors;
if(!(data4 === "numeric")){
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var valid11 = _errs28 === errors;
if(valid11){
const err16 = {};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs27;
if(vErrors !== null){
if(_errs27){
vErrors.length = _errs27;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err17 = {};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var _valid2 = _errs23 === errors;
errors = _errs22;
if(vErrors !== null){
if(_errs22){
vErrors.length = _errs22;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs29 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.scale !== undefined){
const err18 = {instancePath:instancePath+"/scale",schemaPath:"#/allOf/2/then/properties/scale/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[2].then.properties.scale,data:data.scale};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath,schemaPath:"#/allOf/2/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[2].then.type,parentSchema:schema15.allOf[2].then,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid2 = _errs29 === errors;
valid9 = _valid2;
}
if(!valid9){
const err20 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[2].if,parentSchema:schema15.allOf[2],data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const _errs32 = errors;
let valid13 = true;
const _errs33 = errors;
if(errors === _errs33){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data6 = data.type;
if(typeof data6 !== "string"){
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const _errs37 = errors;
const _errs38 = errors;
if(!(data6 === "interval")){
const err22 = {};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var valid15 = _errs38 === errors;
if(valid15){
const err23 = {};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
else {
errors = _errs37;
if(vErrors !== null){
if(_errs37){
vErrors.length = _errs37;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err24 = {};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
var _valid3 = _errs33 === errors;
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs39 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.fields !== undefined){
const err25 = {instancePath:instancePath+"/fields",schemaPath:"#/allOf/3/then/properties/fields/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[3].then.properties.fields,data:data.fields};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath,schemaPath:"#/allOf/3/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[3].then.type,parentSchema:schema15.allOf[3].then,data};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
var _valid3 = _errs39 === errors;
valid13 = _valid3;
}
if(!valid13){
const err27 = {instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[3].if,parentSchema:schema15.allOf[3],data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
const _errs42 = errors;
let valid17 = true;
const _errs43 = errors;
if(errors === _errs43){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data8 = data.type;
if(typeof data8 !== "string"){
const err28 = {};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const _errs47 = errors;
const _errs48 = errors;
if(!((data8 === "geometry") || (data8 === "geography"))){
const err29 = {};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var valid19 = _errs48 === errors;
if(valid19){
const err30 = {};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
else {
errors = _errs47;
if(vErrors !== null){
if(_errs47){
vErrors.length = _errs47;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err31 = {};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
var _valid4 = _errs43 === errors;
errors = _errs42;
if(vErrors !== null){
if(_errs42){
vErrors.length = _errs42;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs49 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.subtype !== undefined){
const err32 = {instancePath:instancePath+"/subtype",schemaPath:"#/allOf/4/then/properties/subtype/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[4].then.properties.subtype,data:data.subtype};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath,schemaPath:"#/allOf/4/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[4].then.type,parentSchema:schema15.allOf[4].then,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid4 = _errs49 === errors;
valid17 = _valid4;
}
if(!valid17){
const err34 = {instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[4].if,parentSchema:schema15.allOf[4],data};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const _errs52 = errors;
let valid21 = true;
const _errs53 = errors;
if(errors === _errs53){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data10 = data.type;
if(typeof data10 !== "string"){
const err35 = {};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
const _errs57 = errors;
const _errs58 = errors;
if(!(data10 === "enum")){
const err36 = {};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var valid23 = _errs58 === errors;
if(valid23){
const err37 = {};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
else {
errors = _errs57;
if(vErrors !== null){
if(_errs57){
vErrors.length = _errs57;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err38 = {};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
var _valid5 = _errs53 === errors;
errors = _errs52;
if(vErrors !== null){
if(_errs52){
vErrors.length = _errs52;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs59 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.values !== undefined){
const err39 = {instancePath:instancePath+"/values",schemaPath:"#/allOf/5/then/properties/values/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[5].then.properties.values,data:data.values};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data.enumName !== undefined){
const err40 = {instancePath:instancePath+"/enumName",schemaPath:"#/allOf/5/then/properties/enumName/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[5].then.properties.enumName,data:data.enumName};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath,schemaPath:"#/allOf/5/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[5].then.type,parentSchema:schema15.allOf[5].then,data};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid5 = _errs59 === errors;
valid21 = _valid5;
}
if(!valid21){
const err42 = {instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[5].if,parentSchema:schema15.allOf[5],data};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
const _errs62 = errors;
let valid25 = true;
const _errs63 = errors;
if(errors === _errs63){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data13 = data.type;
if(typeof data13 !== "string"){
const err43 = {};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const _errs67 = errors;
const _errs68 = errors;
if(!(data13 === "other")){
const err44 = {};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var valid27 = _errs68 === errors;
if(valid27){
const err45 = {};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
else {
errors = _errs67;
if(vErrors !== null){
if(_errs67){
vErrors.length = _errs67;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err46 = {};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
var _valid6 = _errs63 === errors;
errors = _errs62;
if(vErrors !== null){
if(_errs62){
vErrors.length = _errs62;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs69 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sqlType !== undefined){
const err47 = {instancePath:instancePath+"/sqlType",schemaPath:"#/allOf/6/then/properties/sqlType/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema15.allOf[6].then.properties.sqlType,data:data.sqlType};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath,schemaPath:"#/allOf/6/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[6].then.type,parentSchema:schema15.allOf[6].then,data};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
var _valid6 = _errs69 === errors;
valid25 = _valid6;
}
if(!valid25){
const err49 = {instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[6].if,parentSchema:schema15.allOf[6],data};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
const _errs72 = errors;
let valid29 = true;
const _errs73 = errors;
if(errors === _errs73){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.type === undefined) && (missing0 = "type")){
const err50 = {};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
else {
if(data.type !== undefined){
if("enum" !== data.type){
const err51 = {};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
}
else {
const err52 = {};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
var _valid7 = _errs73 === errors;
errors = _errs72;
if(vErrors !== null){
if(_errs72){
vErrors.length = _errs72;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs76 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.values === undefined){
const err53 = {instancePath,schemaPath:"#/allOf/7/then/required",keyword:"required",params:{missingProperty: "values"},message:"must have required property '"+"values"+"'",schema:schema15.allOf[7].then.required,parentSchema:schema15.allOf[7].then,data};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath,schemaPath:"#/allOf/7/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[7].then.type,parentSchema:schema15.allOf[7].then,data};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
var _valid7 = _errs76 === errors;
valid29 = _valid7;
}
if(!valid29){
const err55 = {instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[7].if,parentSchema:schema15.allOf[7],data};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
const _errs79 = errors;
let valid31 = true;
const _errs80 = errors;
if(errors === _errs80){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.type === undefined) && (missing1 = "type")){
const err56 = {};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
else {
if(data.type !== undefined){
if("other" !== data.type){
const err57 = {};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
}
else {
const err58 = {};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
var _valid8 = _errs80 === errors;
errors = _errs79;
if(vErrors !== null){
if(_errs79){
vErrors.length = _errs79;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs83 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sqlType === undefined){
const err59 = {instancePath,schemaPath:"#/allOf/8/then/required",keyword:"required",params:{missingProperty: "sqlType"},message:"must have required property '"+"sqlType"+"'",schema:schema15.allOf[8].then.required,parentSchema:schema15.allOf[8].then,data};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath,schemaPath:"#/allOf/8/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.allOf[8].then.type,parentSchema:schema15.allOf[8].then,data};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
var _valid8 = _errs83 === errors;
valid31 = _valid8;
}
if(!valid31){
const err61 = {instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema15.allOf[8].if,parentSchema:schema15.allOf[8],data};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err62 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema15.required,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema15.properties, key0))){
const err63 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.type !== undefined){
let data17 = data.type;
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data17 === "text") || (data17 === "varchar")) || (data17 === "char")) || (data17 === "citext")) || (data17 === "name")) || (data17 === "smallint")) || (data17 === "integer")) || (data17 === "bigint")) || (data17 === "smallserial")) || (data17 === "serial")) || (data17 === "bigserial")) || (data17 === "numeric")) || (data17 === "real")) || (data17 === "double precision")) || (data17 === "money")) || (data17 === "boolean")) || (data17 === "date")) || (data17 === "time")) || (data17 === "timetz")) || (data17 === "timestamp")) || (data17 === "timestamptz")) || (data17 === "interval")) || (data17 === "uuid")) || (data17 === "json")) || (data17 === "jsonb")) || (data17 === "jsonpath")) || (data17 === "bytea")) || (data17 === "xml")) || (data17 === "bit")) || (data17 === "varbit")) || (data17 === "inet")) || (data17 === "cidr")) || (data17 === "macaddr")) || (data17 === "macaddr8")) || (data17 === "point")) || (data17 === "line")) || (data17 === "lseg")) || (data17 === "box")) || (data17 === "path")) || (data17 === "polygon")) || (data17 === "circle")) || (data17 === "tsvector")) || (data17 === "tsquery")) || (data17 === "int4range")) || (data17 === "int8range")) || (data17 === "numrange")) || (data17 === "daterange")) || (data17 === "tsrange")) || (data17 === "tstzrange")) || (data17 === "int4multirange")) || (data17 === "int8multirange")) || (data17 === "nummultirange")) || (data17 === "datemultirange")) || (data17 === "tsmultirange")) || (data17 === "tstzmultirange")) || (data17 === "oid")) || (data17 === "regclass")) || (data17 === "regtype")) || (data17 === "regproc")) || (data17 === "pg_lsn")) || (data17 === "xid8")) || (data17 === "hstore")) || (data17 === "ltree")) || (data17 === "lquery")) || (data17 === "ltxtquery")) || (data17 === "cube")) || (data17 === "isbn")) || (data17 === "geometry")) || (data17 === "geography")) || (data17 === "vector")) || (data17 === "halfvec")) || (data17 === "sparsevec")) || (data17 === "enum")) || (data17 === "other"))){
const err64 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema15.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema15.properties.type.enum,parentSchema:schema15.properties.type,data:data17};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data.length !== undefined){
let data18 = data.length;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err65 = {instancePath:instancePath+"/length",schemaPath:"#/properties/length/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema15.properties.length.type,parentSchema:schema15.properties.length,data:data18};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 1 || isNaN(data18)){
const err66 = {instancePath:instancePath+"/length",schemaPath:"#/properties/length/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema15.properties.length,data:data18};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
if(data.precision !== undefined){
let data19 = data.precision;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err67 = {instancePath:instancePath+"/precision",schemaPath:"#/properties/precision/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema15.properties.precision.type,parentSchema:schema15.properties.precision,data:data19};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
const err68 = {instancePath:instancePath+"/precision",schemaPath:"#/properties/precision/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema15.properties.precision,data:data19};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
if(data.scale !== undefined){
let data20 = data.scale;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err69 = {instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema15.properties.scale.type,parentSchema:schema15.properties.scale,data:data20};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.fields !== undefined){
let data21 = data.fields;
if(typeof data21 !== "string"){
const err70 = {instancePath:instancePath+"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.fields.type,parentSchema:schema15.properties.fields,data:data21};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data.subtype !== undefined){
let data22 = data.subtype;
if(typeof data22 !== "string"){
const err71 = {instancePath:instancePath+"/subtype",schemaPath:"#/properties/subtype/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.subtype.type,parentSchema:schema15.properties.subtype,data:data22};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data.sqlType !== undefined){
let data23 = data.sqlType;
if(typeof data23 !== "string"){
const err72 = {instancePath:instancePath+"/sqlType",schemaPath:"#/properties/sqlType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.sqlType.type,parentSchema:schema15.properties.sqlType,data:data23};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.values !== undefined){
let data24 = data.values;
if(Array.isArray(data24)){
const len0 = data24.length;
for(let i0=0; i0<len0; i0++){
let data25 = data24[i0];
if(typeof data25 !== "string"){
const err73 = {instancePath:instancePath+"/values/" + i0,schemaPath:"#/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.values.items.type,parentSchema:schema15.properties.values.items,data:data25};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/values",schemaPath:"#/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema15.properties.values.type,parentSchema:schema15.properties.values,data:data24};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data.enumName !== undefined){
let data26 = data.enumName;
if(typeof data26 !== "string"){
const err75 = {instancePath:instancePath+"/enumName",schemaPath:"#/properties/enumName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.enumName.type,parentSchema:schema15.properties.enumName,data:data26};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.array !== undefined){
let data27 = data.array;
if((typeof data27 !== "boolean") && (!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27))))){
const err76 = {instancePath:instancePath+"/array",schemaPath:"#/properties/array/type",keyword:"type",params:{type: schema15.properties.array.type},message:"must be boolean,integer",schema:schema15.properties.array.type,parentSchema:schema15.properties.array,data:data27};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 1 || isNaN(data27)){
const err77 = {instancePath:instancePath+"/array",schemaPath:"#/properties/array/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema15.properties.array,data:data27};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
if(data.nullable !== undefined){
let data28 = data.nullable;
if(typeof data28 !== "boolean"){
const err78 = {instancePath:instancePath+"/nullable",schemaPath:"#/properties/nullable/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema15.properties.nullable.type,parentSchema:schema15.properties.nullable,data:data28};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data.default !== undefined){
let data29 = data.default;
if((((typeof data29 != "object") && (typeof data29 !== "string")) && (!((typeof data29 == "number") && (isFinite(data29))))) && (typeof data29 !== "boolean")){
const err79 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/default/type",keyword:"type",params:{type: schema16.type},message:"must be string,number,boolean,null,array,object",schema:schema16.type,parentSchema:schema16,data:data29};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
const _errs112 = errors;
let valid37 = true;
const _errs113 = errors;
if(!(data29 && typeof data29 == "object" && !Array.isArray(data29))){
const err80 = {};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
var _valid9 = _errs113 === errors;
errors = _errs112;
if(vErrors !== null){
if(_errs112){
vErrors.length = _errs112;
}
else {
vErrors = null;
}
}
if(_valid9){
const _errs115 = errors;
const _errs116 = errors;
let valid38 = false;
let passing0 = null;
const _errs117 = errors;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.sql === undefined){
const err81 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/default/then/oneOf/0/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema16.then.oneOf[0].required,parentSchema:schema16.then.oneOf[0],data:data29};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
var _valid10 = _errs117 === errors;
if(_valid10){
valid38 = true;
passing0 = 0;
}
const _errs118 = errors;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.json === undefined){
const err82 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/default/then/oneOf/1/required",keyword:"required",params:{missingProperty: "json"},message:"must have required property '"+"json"+"'",schema:schema16.then.oneOf[1].required,parentSchema:schema16.then.oneOf[1],data:data29};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
var _valid10 = _errs118 === errors;
if(_valid10 && valid38){
valid38 = false;
passing0 = [passing0, 1];
}
else {
if(_valid10){
valid38 = true;
passing0 = 1;
}
}
if(!valid38){
const err83 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/default/then/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema16.then.oneOf,parentSchema:schema16.then,data:data29};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
else {
errors = _errs116;
if(vErrors !== null){
if(_errs116){
vErrors.length = _errs116;
}
else {
vErrors = null;
}
}
}
var _valid9 = _errs115 === errors;
valid37 = _valid9;
}
if(!valid37){
const err84 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/default/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema16.if,parentSchema:schema16,data:data29};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key1 in data29){
if(!((key1 === "sql") || (key1 === "json"))){
const err85 = {instancePath:instancePath+"/default",schemaPath:"#/definitions/default/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema16,data:data29};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data29.sql !== undefined){
let data30 = data29.sql;
if(typeof data30 !== "string"){
const err86 = {instancePath:instancePath+"/default/sql",schemaPath:"#/definitions/default/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.sql.type,parentSchema:schema16.properties.sql,data:data30};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
}
if(data.identity !== undefined){
if(!(validate13(data.identity, {instancePath:instancePath+"/identity",parentData:data,parentDataProperty:"identity",rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
if(data.generated !== undefined){
let data32 = data.generated;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.sql === undefined){
const err87 = {instancePath:instancePath+"/generated",schemaPath:"#/definitions/generated/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema19.required,parentSchema:schema19,data:data32};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
for(const key2 in data32){
if(!((key2 === "sql") || (key2 === "stored"))){
const err88 = {instancePath:instancePath+"/generated",schemaPath:"#/definitions/generated/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema19,data:data32};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data32.sql !== undefined){
let data33 = data32.sql;
if(typeof data33 !== "string"){
const err89 = {instancePath:instancePath+"/generated/sql",schemaPath:"#/definitions/generated/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.sql.type,parentSchema:schema19.properties.sql,data:data33};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data32.stored !== undefined){
let data34 = data32.stored;
if(typeof data34 !== "boolean"){
const err90 = {instancePath:instancePath+"/generated/stored",schemaPath:"#/definitions/generated/properties/stored/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema19.properties.stored.type,parentSchema:schema19.properties.stored,data:data34};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/generated",schemaPath:"#/definitions/generated/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema19.type,parentSchema:schema19,data:data32};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data.collation !== undefined){
let data35 = data.collation;
if(typeof data35 !== "string"){
const err92 = {instancePath:instancePath+"/collation",schemaPath:"#/properties/collation/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.collation.type,parentSchema:schema15.properties.collation,data:data35};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data.comment !== undefined){
let data36 = data.comment;
if(typeof data36 !== "string"){
const err93 = {instancePath:instancePath+"/comment",schemaPath:"#/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.comment.type,parentSchema:schema15.properties.comment,data:data36};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data.primaryKey !== undefined){
let data37 = data.primaryKey;
if(typeof data37 !== "boolean"){
const err94 = {instancePath:instancePath+"/primaryKey",schemaPath:"#/properties/primaryKey/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema15.properties.primaryKey.type,parentSchema:schema15.properties.primaryKey,data:data37};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.unique !== undefined){
let data38 = data.unique;
if((typeof data38 !== "boolean") && (typeof data38 !== "string")){
const err95 = {instancePath:instancePath+"/unique",schemaPath:"#/properties/unique/type",keyword:"type",params:{type: schema15.properties.unique.type},message:"must be boolean,string",schema:schema15.properties.unique.type,parentSchema:schema15.properties.unique,data:data38};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data.renamedFrom !== undefined){
let data39 = data.renamedFrom;
if(typeof data39 !== "string"){
const err96 = {instancePath:instancePath+"/renamedFrom",schemaPath:"#/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.renamedFrom.type,parentSchema:schema15.properties.renamedFrom,data:data39};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data.using !== undefined){
let data40 = data.using;
if(typeof data40 !== "string"){
const err97 = {instancePath:instancePath+"/using",schemaPath:"#/properties/using/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.using.type,parentSchema:schema15.properties.using,data:data40};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data.storage !== undefined){
let data41 = data.storage;
if(!((((data41 === "plain") || (data41 === "external")) || (data41 === "extended")) || (data41 === "main"))){
const err98 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/enum",keyword:"enum",params:{allowedValues: schema15.properties.storage.enum},message:"must be equal to one of the allowed values",schema:schema15.properties.storage.enum,parentSchema:schema15.properties.storage,data:data41};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data.compression !== undefined){
let data42 = data.compression;
if(!((data42 === "pglz") || (data42 === "lz4"))){
const err99 = {instancePath:instancePath+"/compression",schemaPath:"#/properties/compression/enum",keyword:"enum",params:{allowedValues: schema15.properties.compression.enum},message:"must be equal to one of the allowed values",schema:schema15.properties.compression.enum,parentSchema:schema15.properties.compression,data:data42};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.type,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}


function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.link === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "link"},message:"must have required property '"+"link"+"'",schema:schema12.required,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "$schema") || (key0 === "link"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.$schema.type,parentSchema:schema12.properties.$schema,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.link !== undefined){
let data1 = data.link;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.left === undefined){
const err3 = {instancePath:instancePath+"/link",schemaPath:"#/properties/link/required",keyword:"required",params:{missingProperty: "left"},message:"must have required property '"+"left"+"'",schema:schema12.properties.link.required,parentSchema:schema12.properties.link,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.right === undefined){
const err4 = {instancePath:instancePath+"/link",schemaPath:"#/properties/link/required",keyword:"required",params:{missingProperty: "right"},message:"must have required property '"+"right"+"'",schema:schema12.properties.link.required,parentSchema:schema12.properties.link,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data1){
if(!(func2.call(schema12.properties.link.properties, key1))){
const err5 = {instancePath:instancePath+"/link",schemaPath:"#/properties/link/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema12.properties.link,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.left !== undefined){
let data2 = data1.left;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.entity === undefined){
const err6 = {instancePath:instancePath+"/link/left",schemaPath:"#/definitions/linkSide/required",keyword:"required",params:{missingProperty: "entity"},message:"must have required property '"+"entity"+"'",schema:schema13.required,parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key2 in data2){
if(!((((((key2 === "entity") || (key2 === "module")) || (key2 === "column")) || (key2 === "references")) || (key2 === "list")) || (key2 === "cascade"))){
const err7 = {instancePath:instancePath+"/link/left",schemaPath:"#/definitions/linkSide/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.entity !== undefined){
let data3 = data2.entity;
if(typeof data3 !== "string"){
const err8 = {instancePath:instancePath+"/link/left/entity",schemaPath:"#/definitions/linkSide/properties/entity/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.entity.type,parentSchema:schema13.properties.entity,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.module !== undefined){
let data4 = data2.module;
if(typeof data4 !== "string"){
const err9 = {instancePath:instancePath+"/link/left/module",schemaPath:"#/definitions/linkSide/properties/module/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.module.type,parentSchema:schema13.properties.module,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.column !== undefined){
let data5 = data2.column;
if((typeof data5 !== "string") && (!(Array.isArray(data5)))){
const err10 = {instancePath:instancePath+"/link/left/column",schemaPath:"#/definitions/linkSide/properties/column/type",keyword:"type",params:{type: schema13.properties.column.type},message:"must be string,array",schema:schema13.properties.column.type,parentSchema:schema13.properties.column,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 !== "string"){
const err11 = {instancePath:instancePath+"/link/left/column/" + i0,schemaPath:"#/definitions/linkSide/properties/column/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.column.items.type,parentSchema:schema13.properties.column.items,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
if(data2.references !== undefined){
let data7 = data2.references;
if((typeof data7 !== "string") && (!(Array.isArray(data7)))){
const err12 = {instancePath:instancePath+"/link/left/references",schemaPath:"#/definitions/linkSide/properties/references/type",keyword:"type",params:{type: schema13.properties.references.type},message:"must be string,array",schema:schema13.properties.references.type,parentSchema:schema13.properties.references,data:data7};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
let data8 = data7[i1];
if(typeof data8 !== "string"){
const err13 = {instancePath:instancePath+"/link/left/references/" + i1,schemaPath:"#/definitions/linkSide/properties/references/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.references.items.type,parentSchema:schema13.properties.references.items,data:data8};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
if(data2.list !== undefined){
let data9 = data2.list;
if(typeof data9 !== "boolean"){
const err14 = {instancePath:instancePath+"/link/left/list",schemaPath:"#/definitions/linkSide/properties/list/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema13.properties.list.type,parentSchema:schema13.properties.list,data:data9};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data2.cascade !== undefined){
let data10 = data2.cascade;
if(typeof data10 !== "boolean"){
const err15 = {instancePath:instancePath+"/link/left/cascade",schemaPath:"#/definitions/linkSide/properties/cascade/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema13.properties.cascade.type,parentSchema:schema13.properties.cascade,data:data10};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/link/left",schemaPath:"#/definitions/linkSide/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.type,parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data1.right !== undefined){
let data11 = data1.right;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.entity === undefined){
const err17 = {instancePath:instancePath+"/link/right",schemaPath:"#/definitions/linkSide/required",keyword:"required",params:{missingProperty: "entity"},message:"must have required property '"+"entity"+"'",schema:schema13.required,parentSchema:schema13,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data11){
if(!((((((key3 === "entity") || (key3 === "module")) || (key3 === "column")) || (key3 === "references")) || (key3 === "list")) || (key3 === "cascade"))){
const err18 = {instancePath:instancePath+"/link/right",schemaPath:"#/definitions/linkSide/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema13,data:data11};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data11.entity !== undefined){
let data12 = data11.entity;
if(typeof data12 !== "string"){
const err19 = {instancePath:instancePath+"/link/right/entity",schemaPath:"#/definitions/linkSide/properties/entity/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.entity.type,parentSchema:schema13.properties.entity,data:data12};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data11.module !== undefined){
let data13 = data11.module;
if(typeof data13 !== "string"){
const err20 = {instancePath:instancePath+"/link/right/module",schemaPath:"#/definitions/linkSide/properties/module/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.module.type,parentSchema:schema13.properties.module,data:data13};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data11.column !== undefined){
let data14 = data11.column;
if((typeof data14 !== "string") && (!(Array.isArray(data14)))){
const err21 = {instancePath:instancePath+"/link/right/column",schemaPath:"#/definitions/linkSide/properties/column/type",keyword:"type",params:{type: schema13.properties.column.type},message:"must be string,array",schema:schema13.properties.column.type,parentSchema:schema13.properties.column,data:data14};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(Array.isArray(data14)){
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
let data15 = data14[i2];
if(typeof data15 !== "string"){
const err22 = {instancePath:instancePath+"/link/right/column/" + i2,schemaPath:"#/definitions/linkSide/properties/column/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.column.items.type,parentSchema:schema13.properties.column.items,data:data15};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
}
if(data11.references !== undefined){
let data16 = data11.references;
if((typeof data16 !== "string") && (!(Array.isArray(data16)))){
const err23 = {instancePath:instancePath+"/link/right/references",schemaPath:"#/definitions/linkSide/properties/references/type",keyword:"type",params:{type: schema13.properties.references.type},message:"must be string,array",schema:schema13.properties.references.type,parentSchema:schema13.properties.references,data:data16};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(Array.isArray(data16)){
const len3 = data16.length;
for(let i3=0; i3<len3; i3++){
let data17 = data16[i3];
if(typeof data17 !== "string"){
const err24 = {instancePath:instancePath+"/link/right/references/" + i3,schemaPath:"#/definitions/linkSide/properties/references/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.references.items.type,parentSchema:schema13.properties.references.items,data:data17};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
}
if(data11.list !== undefined){
let data18 = data11.list;
if(typeof data18 !== "boolean"){
const err25 = {instancePath:instancePath+"/link/right/list",schemaPath:"#/definitions/linkSide/properties/list/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema13.properties.list.type,parentSchema:schema13.properties.list,data:data18};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data11.cascade !== undefined){
let data19 = data11.cascade;
if(typeof data19 !== "boolean"){
const err26 = {instancePath:instancePath+"/link/right/cascade",schemaPath:"#/definitions/linkSide/properties/cascade/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema13.properties.cascade.type,parentSchema:schema13.properties.cascade,data:data19};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/link/right",schemaPath:"#/definitions/linkSide/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.type,parentSchema:schema13,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data1.table !== undefined){
let data20 = data1.table;
if(typeof data20 !== "string"){
const err28 = {instancePath:instancePath+"/link/table",schemaPath:"#/properties/link/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.link.properties.table.type,parentSchema:schema12.properties.link.properties.table,data:data20};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data1.schema !== undefined){
let data21 = data1.schema;
if(typeof data21 !== "string"){
const err29 = {instancePath:instancePath+"/link/schema",schemaPath:"#/properties/link/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.link.properties.schema.type,parentSchema:schema12.properties.link.properties.schema,data:data21};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data1.idPrefix !== undefined){
let data22 = data1.idPrefix;
if(typeof data22 !== "string"){
const err30 = {instancePath:instancePath+"/link/idPrefix",schemaPath:"#/properties/link/properties/idPrefix/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.link.properties.idPrefix.type,parentSchema:schema12.properties.link.properties.idPrefix,data:data22};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data1.extraColumns !== undefined){
let data23 = data1.extraColumns;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key4 in data23){
if(!(validate12(data23[key4], {instancePath:instancePath+"/link/extraColumns/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data23,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
}
else {
const err31 = {instancePath:instancePath+"/link/extraColumns",schemaPath:"#/properties/link/properties/extraColumns/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.properties.link.properties.extraColumns.type,parentSchema:schema12.properties.link.properties.extraColumns,data:data23};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data1.readOnly !== undefined){
let data25 = data1.readOnly;
if(typeof data25 !== "boolean"){
const err32 = {instancePath:instancePath+"/link/readOnly",schemaPath:"#/properties/link/properties/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.link.properties.readOnly.type,parentSchema:schema12.properties.link.properties.readOnly,data:data25};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data1.foreignKeys !== undefined){
let data26 = data1.foreignKeys;
if(typeof data26 !== "boolean"){
const err33 = {instancePath:instancePath+"/link/foreignKeys",schemaPath:"#/properties/link/properties/foreignKeys/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.link.properties.foreignKeys.type,parentSchema:schema12.properties.link.properties.foreignKeys,data:data26};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data1.shape !== undefined){
let data27 = data1.shape;
if(!(data27 === "medusa")){
const err34 = {instancePath:instancePath+"/link/shape",schemaPath:"#/properties/link/properties/shape/enum",keyword:"enum",params:{allowedValues: schema12.properties.link.properties.shape.enum},message:"must be equal to one of the allowed values",schema:schema12.properties.link.properties.shape.enum,parentSchema:schema12.properties.link.properties.shape,data:data27};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data1.comment !== undefined){
let data28 = data1.comment;
if(typeof data28 !== "string"){
const err35 = {instancePath:instancePath+"/link/comment",schemaPath:"#/properties/link/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.link.properties.comment.type,parentSchema:schema12.properties.link.properties.comment,data:data28};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data1.renamedFrom !== undefined){
let data29 = data1.renamedFrom;
if(typeof data29 !== "string"){
const err36 = {instancePath:instancePath+"/link/renamedFrom",schemaPath:"#/properties/link/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.link.properties.renamedFrom.type,parentSchema:schema12.properties.link.properties.renamedFrom,data:data29};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/link",schemaPath:"#/properties/link/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.properties.link.type,parentSchema:schema12.properties.link,data:data1};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.type,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema20 = {"title":"EntityDefinition","description":"One table, and what hangs on it.","type":"object","additionalProperties":false,"required":["entity","columns"],"properties":{"$schema":{"type":"string","description":"For editors."},"entity":{"type":"string","description":"Its name in links and relations."},"table":{"type":"string","description":"The table. Default: the name of the entity in snake_case."},"schema":{"type":"string","description":"The schema. Default: that of the module, else public."},"renamedFrom":{"type":"string","description":"The name its table had, with schema if that changed too."},"comment":{"type":"string","description":"COMMENT ON TABLE."},"columns":{"type":"object","additionalProperties":{"$ref":"#/definitions/column"},"description":"By column name, in order."},"primaryKey":{"if":{"type":"array"},"then":{"type":"array","items":{"type":"string"}},"else":{"$ref":"#/definitions/primaryKey"},"description":"Columns, or name and columns. Not with primaryKey on a column."},"uniques":{"type":"array","items":{"$ref":"#/definitions/unique"},"description":"Unique constraints."},"indexes":{"type":"array","items":{"$ref":"#/definitions/index"},"description":"Indexes."},"checks":{"type":"array","items":{"$ref":"#/definitions/check"},"description":"Check constraints."},"exclusions":{"type":"array","items":{"$ref":"#/definitions/exclusion"},"description":"Exclusion constraints."},"relations":{"type":"object","additionalProperties":{"$ref":"#/definitions/relation"},"description":"By relation name."},"rowSecurity":{"enum":[true,false,"force"],"description":"true: row-level security is on. \"force\": for the owner too."},"policies":{"type":"array","items":{"$ref":"#/definitions/policy"},"description":"Row-level security policies."},"partitionBy":{"$ref":"#/definitions/partitionBy","description":"Makes the table partitioned."},"partitions":{"type":"array","items":{"$ref":"#/definitions/partition"},"description":"Its partitions."},"inherits":{"type":"array","items":{"type":"string"},"description":"Tables it inherits from (old style, without partitioning)."},"grants":{"type":"array","items":{"$ref":"#/definitions/grant"},"description":"Privileges. Managed only where stated."},"owner":{"type":"string","description":"The owner. Managed only where stated."},"tablespace":{"type":"string","description":"The tablespace. Managed only where stated."},"options":{"$ref":"#/definitions/storage","description":"Storage parameters, e.g. fillfactor."},"unlogged":{"type":"boolean","description":"UNLOGGED."},"timestamps":{"type":"boolean","description":"Adds created_at and updated_at: timestamptz NOT NULL DEFAULT now()."},"softDelete":{"type":"boolean","description":"Adds deleted_at: timestamptz. Uniques and indexes without a predicate count only rows where it is null: a unique becomes a partial unique index, unless it is deferrable."}}};
const schema21 = {"title":"PrimaryKeyDefinition","type":"object","additionalProperties":false,"required":["columns"],"properties":{"name":{"type":"string","description":"Default: made from the table."},"columns":{"type":"array","items":{"type":"string"},"description":"In order."},"include":{"type":"array","items":{"type":"string"},"description":"Columns carried along."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}};
const schema22 = {"title":"UniqueDefinition","description":"One unique constraint.","type":"object","additionalProperties":false,"required":["columns"],"properties":{"name":{"type":"string","description":"Default: made from table and columns."},"columns":{"type":"array","items":{"type":"string"},"description":"In order."},"include":{"type":"array","items":{"type":"string"},"description":"Columns carried along."},"nullsNotDistinct":{"type":"boolean","description":"Nulls count as equal (PostgreSQL 15)."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}};
const schema26 = {"title":"CheckDefinition","description":"One check constraint.","type":"object","additionalProperties":false,"required":["expression"],"properties":{"name":{"type":"string","description":"Default: made from the table and the expression."},"expression":{"type":"string","description":"SQL that must not be false."},"noInherit":{"type":"boolean","description":"NO INHERIT."},"notValid":{"type":"boolean","description":"Rows that exist are not checked."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}};
const schema27 = {"title":"ExclusionDefinition","description":"One exclusion constraint.","type":"object","additionalProperties":false,"required":["elements"],"properties":{"name":{"type":"string","description":"Default: made from the table."},"method":{"type":"string","description":"gist (default) or another index method."},"elements":{"type":"array","items":{"title":"ExclusionElement","type":"object","additionalProperties":false,"required":["operator"],"properties":{"column":{"type":"string","description":"A column."},"expression":{"type":"string","description":"An SQL expression."},"opclass":{"type":"string","description":"Operator class."},"operator":{"type":"string","description":"No two rows may both compare true, e.g. && or =."}},"oneOf":[{"required":["column"]},{"required":["expression"]}]},"description":"What is compared, and how."},"where":{"type":"string","description":"Predicate, in SQL."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"comment":{"type":"string","description":"COMMENT ON CONSTRAINT."},"renamedFrom":{"type":"string","description":"The name it had."}}};
const schema28 = {"title":"RelationDefinition","description":"How this entity relates to another. Exactly one of belongsTo, hasOne, hasMany, manyToMany.","type":"object","additionalProperties":false,"properties":{"belongsTo":{"type":"string","description":"The entity this one points to: a column and a foreign key here."},"hasOne":{"type":"string","description":"The entity that points here, at most one row of it."},"hasMany":{"type":"string","description":"The entity whose rows point here."},"manyToMany":{"type":"string","description":"The entity on the other side of a pivot table."},"module":{"type":"string","description":"The module of that entity, where it is another one."},"column":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"belongsTo: the column or columns here. Default: <relation>_<key>."},"references":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"belongsTo: the column or columns there. Default: its primary key."},"mappedBy":{"type":"string","description":"hasOne, hasMany: the relation on the other entity that points here."},"through":{"type":"string","description":"manyToMany: the pivot table. Default: both table names, in order, joined."},"inverseColumn":{"type":["string","array"],"items":{"type":"string"},"tsType":"string | string[]","description":"manyToMany: the pivot column or columns that hold the other side."},"constraint":{"type":"string","description":"Name of the foreign key. Default: made from table and columns."},"foreignKey":{"type":"boolean","description":"false: no foreign key, the column only. Default true."},"onDelete":{"enum":["no action","restrict","cascade","set null","set default"],"description":"When the row there is deleted."},"onUpdate":{"enum":["no action","restrict","cascade","set null","set default"],"description":"When its key changes."},"match":{"enum":["simple","full"],"description":"How keys of several columns with nulls are matched."},"nullable":{"type":"boolean","description":"May it point nowhere? Default false."},"deferrable":{"enum":[true,false,"initially deferred"],"description":"true: DEFERRABLE. \"initially deferred\": checked at commit."},"notValid":{"type":"boolean","description":"Rows that exist are not checked."},"unique":{"type":"boolean","description":"At most one row here for a row there."},"index":{"type":"boolean","description":"An index on the column. Default true for belongsTo."},"primaryKey":{"type":"boolean","description":"The column is part of the primary key."},"comment":{"type":"string","description":"COMMENT ON COLUMN of the column."},"renamedFrom":{"type":"string","description":"The name its column had."}},"oneOf":[{"required":["belongsTo"]},{"required":["hasOne"]},{"required":["hasMany"]},{"required":["manyToMany"]}]};
const schema29 = {"title":"PolicyDefinition","description":"One row-level security policy.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","description":"Unique in the table."},"command":{"enum":["all","select","insert","update","delete"],"description":"What it is about. Default all."},"permissive":{"type":"boolean","description":"false: RESTRICTIVE. Default true."},"to":{"type":"array","items":{"type":"string"},"description":"Roles. Default public."},"using":{"type":"string","description":"SQL: which rows are seen."},"withCheck":{"type":"string","description":"SQL: which rows may be written."},"comment":{"type":"string","description":"COMMENT ON POLICY."},"renamedFrom":{"type":"string","description":"The name it had."}}};
const schema38 = {"title":"GrantDefinition","description":"Privileges of one role.","type":"object","additionalProperties":false,"required":["to","privileges"],"properties":{"to":{"type":"string","description":"A role, or public."},"privileges":{"type":["string","array"],"items":{"enum":["select","insert","update","delete","truncate","references","trigger","maintain"]},"tsType":"'all' | ('select' | 'insert' | 'update' | 'delete' | 'truncate' | 'references' | 'trigger' | 'maintain')[]","pattern":"^all$","description":"\"all\", or privileges as SQL names them."},"columns":{"type":"array","items":{"type":"string"},"description":"Only on these columns."},"withGrantOption":{"type":"boolean","description":"The role may pass it on."}}};
const schema25 = {"title":"StorageParameters","type":"object","additionalProperties":{"type":["string","number","boolean"]},"description":"Name to value."};
const schema23 = {"title":"IndexDefinition","description":"One index.","type":"object","additionalProperties":false,"required":["columns"],"properties":{"name":{"type":"string","description":"Default: made from table and columns."},"columns":{"type":"array","items":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/indexPart"}},"description":"Column names, or parts with an expression, operator class or order."},"method":{"type":"string","description":"btree (default), gin, gist, brin, hash, spgist, hnsw, ivfflat, …"},"unique":{"type":"boolean","description":"UNIQUE."},"where":{"type":"string","description":"Predicate of a partial index, in SQL."},"include":{"type":"array","items":{"type":"string"},"description":"Columns carried along without being searched."},"nullsNotDistinct":{"type":"boolean","description":"Nulls count as equal (PostgreSQL 15)."},"with":{"$ref":"#/definitions/storage","description":"Storage parameters, e.g. fillfactor."},"tablespace":{"type":"string","description":"The tablespace."},"comment":{"type":"string","description":"COMMENT ON INDEX."},"renamedFrom":{"type":"string","description":"The name it had."}}};
const schema24 = {"title":"IndexPart","description":"One part of an index, when a column name is not enough.","type":"object","additionalProperties":false,"properties":{"column":{"type":"string","description":"A column."},"expression":{"type":"string","description":"An SQL expression, e.g. lower(email)."},"opclass":{"type":"string","description":"Operator class, e.g. gin_trgm_ops."},"order":{"enum":["asc","desc"],"description":"Sort order."},"nulls":{"enum":["first","last"],"description":"Where nulls sort."},"collation":{"type":"string","description":"Collation of this part."}},"oneOf":[{"required":["column"]},{"required":["expression"]}]};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.columns === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "columns"},message:"must have required property '"+"columns"+"'",schema:schema23.required,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema23.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.name.type,parentSchema:schema23.properties.name,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.columns !== undefined){
let data1 = data.columns;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs7 = errors;
let valid3 = true;
const _errs8 = errors;
if(typeof data2 !== "string"){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs8 === errors;
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs10 = errors;
if(typeof data2 !== "string"){
const err4 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.columns.items.then.type,parentSchema:schema23.properties.columns.items.then,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid3 = _valid0;
ifClause0 = "then";
}
else {
const _errs12 = errors;
const _errs15 = errors;
let valid5 = false;
let passing0 = null;
const _errs16 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.column === undefined){
const err5 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/oneOf/0/required",keyword:"required",params:{missingProperty: "column"},message:"must have required property '"+"column"+"'",schema:schema24.oneOf[0].required,parentSchema:schema24.oneOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid1 = _errs16 === errors;
if(_valid1){
valid5 = true;
passing0 = 0;
}
const _errs17 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.expression === undefined){
const err6 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/oneOf/1/required",keyword:"required",params:{missingProperty: "expression"},message:"must have required property '"+"expression"+"'",schema:schema24.oneOf[1].required,parentSchema:schema24.oneOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid1 = _errs17 === errors;
if(_valid1 && valid5){
valid5 = false;
passing0 = [passing0, 1];
}
else {
if(_valid1){
valid5 = true;
passing0 = 1;
}
}
if(!valid5){
const err7 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema24.oneOf,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
else {
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!((((((key1 === "column") || (key1 === "expression")) || (key1 === "opclass")) || (key1 === "order")) || (key1 === "nulls")) || (key1 === "collation"))){
const err8 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.column !== undefined){
let data3 = data2.column;
if(typeof data3 !== "string"){
const err9 = {instancePath:instancePath+"/columns/" + i0+"/column",schemaPath:"#/definitions/indexPart/properties/column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.column.type,parentSchema:schema24.properties.column,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.expression !== undefined){
let data4 = data2.expression;
if(typeof data4 !== "string"){
const err10 = {instancePath:instancePath+"/columns/" + i0+"/expression",schemaPath:"#/definitions/indexPart/properties/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.expression.type,parentSchema:schema24.properties.expression,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.opclass !== undefined){
let data5 = data2.opclass;
if(typeof data5 !== "string"){
const err11 = {instancePath:instancePath+"/columns/" + i0+"/opclass",schemaPath:"#/definitions/indexPart/properties/opclass/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.opclass.type,parentSchema:schema24.properties.opclass,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.order !== undefined){
let data6 = data2.order;
if(!((data6 === "asc") || (data6 === "desc"))){
const err12 = {instancePath:instancePath+"/columns/" + i0+"/order",schemaPath:"#/definitions/indexPart/properties/order/enum",keyword:"enum",params:{allowedValues: schema24.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.order.enum,parentSchema:schema24.properties.order,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.nulls !== undefined){
let data7 = data2.nulls;
if(!((data7 === "first") || (data7 === "last"))){
const err13 = {instancePath:instancePath+"/columns/" + i0+"/nulls",schemaPath:"#/definitions/indexPart/properties/nulls/enum",keyword:"enum",params:{allowedValues: schema24.properties.nulls.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.nulls.enum,parentSchema:schema24.properties.nulls,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.collation !== undefined){
let data8 = data2.collation;
if(typeof data8 !== "string"){
const err14 = {instancePath:instancePath+"/columns/" + i0+"/collation",schemaPath:"#/definitions/indexPart/properties/collation/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.collation.type,parentSchema:schema24.properties.collation,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.type,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid0 = _errs12 === errors;
valid3 = _valid0;
ifClause0 = "else";
}
if(!valid3){
const err16 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema23.properties.columns.items.if,parentSchema:schema23.properties.columns.items,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema23.properties.columns.type,parentSchema:schema23.properties.columns,data:data1};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.method !== undefined){
let data9 = data.method;
if(typeof data9 !== "string"){
const err18 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.method.type,parentSchema:schema23.properties.method,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.unique !== undefined){
let data10 = data.unique;
if(typeof data10 !== "boolean"){
const err19 = {instancePath:instancePath+"/unique",schemaPath:"#/properties/unique/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema23.properties.unique.type,parentSchema:schema23.properties.unique,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.where !== undefined){
let data11 = data.where;
if(typeof data11 !== "string"){
const err20 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.where.type,parentSchema:schema23.properties.where,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.include !== undefined){
let data12 = data.include;
if(Array.isArray(data12)){
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
let data13 = data12[i1];
if(typeof data13 !== "string"){
const err21 = {instancePath:instancePath+"/include/" + i1,schemaPath:"#/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.include.items.type,parentSchema:schema23.properties.include.items,data:data13};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema23.properties.include.type,parentSchema:schema23.properties.include,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.nullsNotDistinct !== undefined){
let data14 = data.nullsNotDistinct;
if(typeof data14 !== "boolean"){
const err23 = {instancePath:instancePath+"/nullsNotDistinct",schemaPath:"#/properties/nullsNotDistinct/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema23.properties.nullsNotDistinct.type,parentSchema:schema23.properties.nullsNotDistinct,data:data14};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.with !== undefined){
let data15 = data.with;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key2 in data15){
let data16 = data15[key2];
if(((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))) && (typeof data16 !== "boolean")){
const err24 = {instancePath:instancePath+"/with/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/storage/additionalProperties/type",keyword:"type",params:{type: schema25.additionalProperties.type},message:"must be string,number,boolean",schema:schema25.additionalProperties.type,parentSchema:schema25.additionalProperties,data:data16};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/with",schemaPath:"#/definitions/storage/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema25.type,parentSchema:schema25,data:data15};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.tablespace !== undefined){
let data17 = data.tablespace;
if(typeof data17 !== "string"){
const err26 = {instancePath:instancePath+"/tablespace",schemaPath:"#/properties/tablespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.tablespace.type,parentSchema:schema23.properties.tablespace,data:data17};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.comment !== undefined){
let data18 = data.comment;
if(typeof data18 !== "string"){
const err27 = {instancePath:instancePath+"/comment",schemaPath:"#/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.comment.type,parentSchema:schema23.properties.comment,data:data18};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.renamedFrom !== undefined){
let data19 = data.renamedFrom;
if(typeof data19 !== "string"){
const err28 = {instancePath:instancePath+"/renamedFrom",schemaPath:"#/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.renamedFrom.type,parentSchema:schema23.properties.renamedFrom,data:data19};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const schema30 = {"title":"PartitionBy","description":"Makes the table partitioned.","type":"object","additionalProperties":false,"required":["strategy","columns"],"properties":{"strategy":{"enum":["range","list","hash"],"description":"How rows are spread."},"columns":{"type":"array","items":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/indexPart"}},"description":"The partition key: columns or expressions."}}};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.strategy === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "strategy"},message:"must have required property '"+"strategy"+"'",schema:schema30.required,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.columns === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "columns"},message:"must have required property '"+"columns"+"'",schema:schema30.required,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "strategy") || (key0 === "columns"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.strategy !== undefined){
let data0 = data.strategy;
if(!(((data0 === "range") || (data0 === "list")) || (data0 === "hash"))){
const err3 = {instancePath:instancePath+"/strategy",schemaPath:"#/properties/strategy/enum",keyword:"enum",params:{allowedValues: schema30.properties.strategy.enum},message:"must be equal to one of the allowed values",schema:schema30.properties.strategy.enum,parentSchema:schema30.properties.strategy,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.columns !== undefined){
let data1 = data.columns;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs6 = errors;
let valid3 = true;
const _errs7 = errors;
if(typeof data2 !== "string"){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs7 === errors;
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs9 = errors;
if(typeof data2 !== "string"){
const err5 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema30.properties.columns.items.then.type,parentSchema:schema30.properties.columns.items.then,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs9 === errors;
valid3 = _valid0;
ifClause0 = "then";
}
else {
const _errs11 = errors;
const _errs14 = errors;
let valid5 = false;
let passing0 = null;
const _errs15 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.column === undefined){
const err6 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/oneOf/0/required",keyword:"required",params:{missingProperty: "column"},message:"must have required property '"+"column"+"'",schema:schema24.oneOf[0].required,parentSchema:schema24.oneOf[0],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid1 = _errs15 === errors;
if(_valid1){
valid5 = true;
passing0 = 0;
}
const _errs16 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.expression === undefined){
const err7 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/oneOf/1/required",keyword:"required",params:{missingProperty: "expression"},message:"must have required property '"+"expression"+"'",schema:schema24.oneOf[1].required,parentSchema:schema24.oneOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid1 = _errs16 === errors;
if(_valid1 && valid5){
valid5 = false;
passing0 = [passing0, 1];
}
else {
if(_valid1){
valid5 = true;
passing0 = 1;
}
}
if(!valid5){
const err8 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema24.oneOf,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!((((((key1 === "column") || (key1 === "expression")) || (key1 === "opclass")) || (key1 === "order")) || (key1 === "nulls")) || (key1 === "collation"))){
const err9 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.column !== undefined){
let data3 = data2.column;
if(typeof data3 !== "string"){
const err10 = {instancePath:instancePath+"/columns/" + i0+"/column",schemaPath:"#/definitions/indexPart/properties/column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.column.type,parentSchema:schema24.properties.column,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.expression !== undefined){
let data4 = data2.expression;
if(typeof data4 !== "string"){
const err11 = {instancePath:instancePath+"/columns/" + i0+"/expression",schemaPath:"#/definitions/indexPart/properties/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.expression.type,parentSchema:schema24.properties.expression,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.opclass !== undefined){
let data5 = data2.opclass;
if(typeof data5 !== "string"){
const err12 = {instancePath:instancePath+"/columns/" + i0+"/opclass",schemaPath:"#/definitions/indexPart/properties/opclass/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.opclass.type,parentSchema:schema24.properties.opclass,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.order !== undefined){
let data6 = data2.order;
if(!((data6 === "asc") || (data6 === "desc"))){
const err13 = {instancePath:instancePath+"/columns/" + i0+"/order",schemaPath:"#/definitions/indexPart/properties/order/enum",keyword:"enum",params:{allowedValues: schema24.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.order.enum,parentSchema:schema24.properties.order,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.nulls !== undefined){
let data7 = data2.nulls;
if(!((data7 === "first") || (data7 === "last"))){
const err14 = {instancePath:instancePath+"/columns/" + i0+"/nulls",schemaPath:"#/definitions/indexPart/properties/nulls/enum",keyword:"enum",params:{allowedValues: schema24.properties.nulls.enum},message:"must be equal to one of the allowed values",schema:schema24.properties.nulls.enum,parentSchema:schema24.properties.nulls,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data2.collation !== undefined){
let data8 = data2.collation;
if(typeof data8 !== "string"){
const err15 = {instancePath:instancePath+"/columns/" + i0+"/collation",schemaPath:"#/definitions/indexPart/properties/collation/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.collation.type,parentSchema:schema24.properties.collation,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/indexPart/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.type,parentSchema:schema24,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid0 = _errs11 === errors;
valid3 = _valid0;
ifClause0 = "else";
}
if(!valid3){
const err17 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema30.properties.columns.items.if,parentSchema:schema30.properties.columns.items,data:data2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema30.properties.columns.type,parentSchema:schema30.properties.columns,data:data1};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema30.type,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

const schema32 = {"title":"PartitionDefinition","description":"One partition.","type":"object","additionalProperties":false,"required":["name","values"],"properties":{"name":{"type":"string","description":"Its table name."},"schema":{"type":"string","description":"Its schema. Default: that of the table."},"values":{"$ref":"#/definitions/partitionBound","description":"Which rows it holds."},"partitionBy":{"$ref":"#/definitions/partitionBy","description":"Partitioned again."},"partitions":{"type":"array","items":{"$ref":"#/definitions/partition"},"description":"Its own partitions."},"options":{"$ref":"#/definitions/storage","description":"Storage parameters."},"tablespace":{"type":"string","description":"The tablespace."},"renamedFrom":{"type":"string","description":"The name it had."}}};
const schema33 = {"title":"PartitionBound","description":"Which rows a partition holds.","type":"object","additionalProperties":false,"properties":{"from":{"type":"array","items":{"$ref":"#/definitions/boundValue"},"description":"range: lower bound, inclusive; one value for each key column."},"to":{"type":"array","items":{"$ref":"#/definitions/boundValue"},"description":"range: upper bound, exclusive."},"in":{"type":"array","items":{"$ref":"#/definitions/boundValue"},"description":"list: the values."},"modulus":{"type":"integer","minimum":1,"description":"hash: number of partitions."},"remainder":{"type":"integer","minimum":0,"description":"hash: which of them."},"default":{"const":true,"description":"Takes what fits nowhere else."}},"oneOf":[{"required":["from","to"]},{"required":["in"]},{"required":["modulus","remainder"]},{"required":["default"]}]};
const schema34 = {"type":["string","number","boolean","null","object"],"additionalProperties":false,"required":["sql"],"properties":{"sql":{"type":"string","description":"SQL."}},"tsType":"string | number | boolean | null | { sql: string }","description":"A literal, or { \"sql\": \"…\" }; { \"sql\": \"MINVALUE\" } and MAXVALUE are bounds without end."};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.from === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'",schema:schema33.oneOf[0].required,parentSchema:schema33.oneOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.to === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema33.oneOf[0].required,parentSchema:schema33.oneOf[0],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.in === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "in"},message:"must have required property '"+"in"+"'",schema:schema33.oneOf[1].required,parentSchema:schema33.oneOf[1],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.modulus === undefined){
const err3 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "modulus"},message:"must have required property '"+"modulus"+"'",schema:schema33.oneOf[2].required,parentSchema:schema33.oneOf[2],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.remainder === undefined){
const err4 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "remainder"},message:"must have required property '"+"remainder"+"'",schema:schema33.oneOf[2].required,parentSchema:schema33.oneOf[2],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.default === undefined){
const err5 = {instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: "default"},message:"must have required property '"+"default"+"'",schema:schema33.oneOf[3].required,parentSchema:schema33.oneOf[3],data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
}
}
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema33.oneOf,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "from") || (key0 === "to")) || (key0 === "in")) || (key0 === "modulus")) || (key0 === "remainder")) || (key0 === "default"))){
const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.from !== undefined){
let data0 = data.from;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(((((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) && (data1 !== null)) && (!(data1 && typeof data1 == "object" && !Array.isArray(data1)))){
const err8 = {instancePath:instancePath+"/from/" + i0,schemaPath:"#/definitions/boundValue/type",keyword:"type",params:{type: schema34.type},message:"must be string,number,boolean,null,object",schema:schema34.type,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.sql === undefined){
const err9 = {instancePath:instancePath+"/from/" + i0,schemaPath:"#/definitions/boundValue/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema34.required,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data1){
if(!(key1 === "sql")){
const err10 = {instancePath:instancePath+"/from/" + i0,schemaPath:"#/definitions/boundValue/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data1.sql !== undefined){
let data2 = data1.sql;
if(typeof data2 !== "string"){
const err11 = {instancePath:instancePath+"/from/" + i0+"/sql",schemaPath:"#/definitions/boundValue/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.sql.type,parentSchema:schema34.properties.sql,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.from.type,parentSchema:schema33.properties.from,data:data0};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.to !== undefined){
let data3 = data.to;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
if(((((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")) && (data4 !== null)) && (!(data4 && typeof data4 == "object" && !Array.isArray(data4)))){
const err13 = {instancePath:instancePath+"/to/" + i1,schemaPath:"#/definitions/boundValue/type",keyword:"type",params:{type: schema34.type},message:"must be string,number,boolean,null,object",schema:schema34.type,parentSchema:schema34,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.sql === undefined){
const err14 = {instancePath:instancePath+"/to/" + i1,schemaPath:"#/definitions/boundValue/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema34.required,parentSchema:schema34,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key2 in data4){
if(!(key2 === "sql")){
const err15 = {instancePath:instancePath+"/to/" + i1,schemaPath:"#/definitions/boundValue/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data4.sql !== undefined){
let data5 = data4.sql;
if(typeof data5 !== "string"){
const err16 = {instancePath:instancePath+"/to/" + i1+"/sql",schemaPath:"#/definitions/boundValue/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.sql.type,parentSchema:schema34.properties.sql,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
else {
const err17 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.to.type,parentSchema:schema33.properties.to,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.in !== undefined){
let data6 = data.in;
if(Array.isArray(data6)){
const len2 = data6.length;
for(let i2=0; i2<len2; i2++){
let data7 = data6[i2];
if(((((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")) && (data7 !== null)) && (!(data7 && typeof data7 == "object" && !Array.isArray(data7)))){
const err18 = {instancePath:instancePath+"/in/" + i2,schemaPath:"#/definitions/boundValue/type",keyword:"type",params:{type: schema34.type},message:"must be string,number,boolean,null,object",schema:schema34.type,parentSchema:schema34,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.sql === undefined){
const err19 = {instancePath:instancePath+"/in/" + i2,schemaPath:"#/definitions/boundValue/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema34.required,parentSchema:schema34,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key3 in data7){
if(!(key3 === "sql")){
const err20 = {instancePath:instancePath+"/in/" + i2,schemaPath:"#/definitions/boundValue/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data7.sql !== undefined){
let data8 = data7.sql;
if(typeof data8 !== "string"){
const err21 = {instancePath:instancePath+"/in/" + i2+"/sql",schemaPath:"#/definitions/boundValue/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.sql.type,parentSchema:schema34.properties.sql,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
}
}
else {
const err22 = {instancePath:instancePath+"/in",schemaPath:"#/properties/in/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.in.type,parentSchema:schema33.properties.in,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.modulus !== undefined){
let data9 = data.modulus;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err23 = {instancePath:instancePath+"/modulus",schemaPath:"#/properties/modulus/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema33.properties.modulus.type,parentSchema:schema33.properties.modulus,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 1 || isNaN(data9)){
const err24 = {instancePath:instancePath+"/modulus",schemaPath:"#/properties/modulus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema33.properties.modulus,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data.remainder !== undefined){
let data10 = data.remainder;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err25 = {instancePath:instancePath+"/remainder",schemaPath:"#/properties/remainder/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema33.properties.remainder.type,parentSchema:schema33.properties.remainder,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err26 = {instancePath:instancePath+"/remainder",schemaPath:"#/properties/remainder/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33.properties.remainder,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data.default !== undefined){
let data11 = data.default;
if(true !== data11){
const err27 = {instancePath:instancePath+"/default",schemaPath:"#/properties/default/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant",schema:true,parentSchema:schema33.properties.default,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

const wrapper0 = {validate: validate23};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema32.required,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.values === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "values"},message:"must have required property '"+"values"+"'",schema:schema32.required,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "name") || (key0 === "schema")) || (key0 === "values")) || (key0 === "partitionBy")) || (key0 === "partitions")) || (key0 === "options")) || (key0 === "tablespace")) || (key0 === "renamedFrom"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.name.type,parentSchema:schema32.properties.name,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.schema !== undefined){
let data1 = data.schema;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.schema.type,parentSchema:schema32.properties.schema,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.values !== undefined){
if(!(validate24(data.values, {instancePath:instancePath+"/values",parentData:data,parentDataProperty:"values",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.partitionBy !== undefined){
if(!(validate21(data.partitionBy, {instancePath:instancePath+"/partitionBy",parentData:data,parentDataProperty:"partitionBy",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.partitions !== undefined){
let data4 = data.partitions;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(wrapper0.validate(data4[i0], {instancePath:instancePath+"/partitions/" + i0,parentData:data4,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.partitions.type,parentSchema:schema32.properties.partitions,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.options !== undefined){
let data6 = data.options;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
let data7 = data6[key1];
if(((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")){
const err6 = {instancePath:instancePath+"/options/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/storage/additionalProperties/type",keyword:"type",params:{type: schema25.additionalProperties.type},message:"must be string,number,boolean",schema:schema25.additionalProperties.type,parentSchema:schema25.additionalProperties,data:data7};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/options",schemaPath:"#/definitions/storage/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema25.type,parentSchema:schema25,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.tablespace !== undefined){
let data8 = data.tablespace;
if(typeof data8 !== "string"){
const err8 = {instancePath:instancePath+"/tablespace",schemaPath:"#/properties/tablespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.tablespace.type,parentSchema:schema32.properties.tablespace,data:data8};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.renamedFrom !== undefined){
let data9 = data.renamedFrom;
if(typeof data9 !== "string"){
const err9 = {instancePath:instancePath+"/renamedFrom",schemaPath:"#/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.renamedFrom.type,parentSchema:schema32.properties.renamedFrom,data:data9};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const pattern0 = new RegExp("^all$", "u");

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.entity === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "entity"},message:"must have required property '"+"entity"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.columns === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "columns"},message:"must have required property '"+"columns"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema20.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.$schema.type,parentSchema:schema20.properties.$schema,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.entity !== undefined){
let data1 = data.entity;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/entity",schemaPath:"#/properties/entity/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.entity.type,parentSchema:schema20.properties.entity,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.table !== undefined){
let data2 = data.table;
if(typeof data2 !== "string"){
const err5 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.table.type,parentSchema:schema20.properties.table,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.schema !== undefined){
let data3 = data.schema;
if(typeof data3 !== "string"){
const err6 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.schema.type,parentSchema:schema20.properties.schema,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.renamedFrom !== undefined){
let data4 = data.renamedFrom;
if(typeof data4 !== "string"){
const err7 = {instancePath:instancePath+"/renamedFrom",schemaPath:"#/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.renamedFrom.type,parentSchema:schema20.properties.renamedFrom,data:data4};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.comment !== undefined){
let data5 = data.comment;
if(typeof data5 !== "string"){
const err8 = {instancePath:instancePath+"/comment",schemaPath:"#/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.comment.type,parentSchema:schema20.properties.comment,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.columns !== undefined){
let data6 = data.columns;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!(validate12(data6[key1], {instancePath:instancePath+"/columns/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data6,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.properties.columns.type,parentSchema:schema20.properties.columns,data:data6};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.primaryKey !== undefined){
let data8 = data.primaryKey;
const _errs19 = errors;
let valid2 = true;
const _errs20 = errors;
if(!(Array.isArray(data8))){
const err10 = {};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs20 === errors;
errors = _errs19;
if(vErrors !== null){
if(_errs19){
vErrors.length = _errs19;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs22 = errors;
if(Array.isArray(data8)){
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if(typeof data9 !== "string"){
const err11 = {instancePath:instancePath+"/primaryKey/" + i0,schemaPath:"#/properties/primaryKey/then/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.primaryKey.then.items.type,parentSchema:schema20.properties.primaryKey.then.items,data:data9};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/primaryKey",schemaPath:"#/properties/primaryKey/then/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.primaryKey.then.type,parentSchema:schema20.properties.primaryKey.then,data:data8};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs22 === errors;
valid2 = _valid0;
ifClause0 = "then";
}
else {
const _errs26 = errors;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.columns === undefined){
const err13 = {instancePath:instancePath+"/primaryKey",schemaPath:"#/definitions/primaryKey/required",keyword:"required",params:{missingProperty: "columns"},message:"must have required property '"+"columns"+"'",schema:schema21.required,parentSchema:schema21,data:data8};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key2 in data8){
if(!((((((key2 === "name") || (key2 === "columns")) || (key2 === "include")) || (key2 === "deferrable")) || (key2 === "comment")) || (key2 === "renamedFrom"))){
const err14 = {instancePath:instancePath+"/primaryKey",schemaPath:"#/definitions/primaryKey/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema21,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data8.name !== undefined){
let data10 = data8.name;
if(typeof data10 !== "string"){
const err15 = {instancePath:instancePath+"/primaryKey/name",schemaPath:"#/definitions/primaryKey/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.name.type,parentSchema:schema21.properties.name,data:data10};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data8.columns !== undefined){
let data11 = data8.columns;
if(Array.isArray(data11)){
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
if(typeof data12 !== "string"){
const err16 = {instancePath:instancePath+"/primaryKey/columns/" + i1,schemaPath:"#/definitions/primaryKey/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.columns.items.type,parentSchema:schema21.properties.columns.items,data:data12};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/primaryKey/columns",schemaPath:"#/definitions/primaryKey/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema21.properties.columns.type,parentSchema:schema21.properties.columns,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data8.include !== undefined){
let data13 = data8.include;
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
let data14 = data13[i2];
if(typeof data14 !== "string"){
const err18 = {instancePath:instancePath+"/primaryKey/include/" + i2,schemaPath:"#/definitions/primaryKey/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.include.items.type,parentSchema:schema21.properties.include.items,data:data14};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/primaryKey/include",schemaPath:"#/definitions/primaryKey/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema21.properties.include.type,parentSchema:schema21.properties.include,data:data13};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.deferrable !== undefined){
let data15 = data8.deferrable;
if(!(((data15 === true) || (data15 === false)) || (data15 === "initially deferred"))){
const err20 = {instancePath:instancePath+"/primaryKey/deferrable",schemaPath:"#/definitions/primaryKey/properties/deferrable/enum",keyword:"enum",params:{allowedValues: schema21.properties.deferrable.enum},message:"must be equal to one of the allowed values",schema:schema21.properties.deferrable.enum,parentSchema:schema21.properties.deferrable,data:data15};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.comment !== undefined){
let data16 = data8.comment;
if(typeof data16 !== "string"){
const err21 = {instancePath:instancePath+"/primaryKey/comment",schemaPath:"#/definitions/primaryKey/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.comment.type,parentSchema:schema21.properties.comment,data:data16};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data8.renamedFrom !== undefined){
let data17 = data8.renamedFrom;
if(typeof data17 !== "string"){
const err22 = {instancePath:instancePath+"/primaryKey/renamedFrom",schemaPath:"#/definitions/primaryKey/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.renamedFrom.type,parentSchema:schema21.properties.renamedFrom,data:data17};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/primaryKey",schemaPath:"#/definitions/primaryKey/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.type,parentSchema:schema21,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid0 = _errs26 === errors;
valid2 = _valid0;
ifClause0 = "else";
}
if(!valid2){
const err24 = {instancePath:instancePath+"/primaryKey",schemaPath:"#/properties/primaryKey/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema20.properties.primaryKey.if,parentSchema:schema20.properties.primaryKey,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.uniques !== undefined){
let data18 = data.uniques;
if(Array.isArray(data18)){
const len3 = data18.length;
for(let i3=0; i3<len3; i3++){
let data19 = data18[i3];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.columns === undefined){
const err25 = {instancePath:instancePath+"/uniques/" + i3,schemaPath:"#/definitions/unique/required",keyword:"required",params:{missingProperty: "columns"},message:"must have required property '"+"columns"+"'",schema:schema22.required,parentSchema:schema22,data:data19};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key3 in data19){
if(!(((((((key3 === "name") || (key3 === "columns")) || (key3 === "include")) || (key3 === "nullsNotDistinct")) || (key3 === "deferrable")) || (key3 === "comment")) || (key3 === "renamedFrom"))){
const err26 = {instancePath:instancePath+"/uniques/" + i3,schemaPath:"#/definitions/unique/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema22,data:data19};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data19.name !== undefined){
let data20 = data19.name;
if(typeof data20 !== "string"){
const err27 = {instancePath:instancePath+"/uniques/" + i3+"/name",schemaPath:"#/definitions/unique/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.properties.name.type,parentSchema:schema22.properties.name,data:data20};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data19.columns !== undefined){
let data21 = data19.columns;
if(Array.isArray(data21)){
const len4 = data21.length;
for(let i4=0; i4<len4; i4++){
let data22 = data21[i4];
if(typeof data22 !== "string"){
const err28 = {instancePath:instancePath+"/uniques/" + i3+"/columns/" + i4,schemaPath:"#/definitions/unique/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.properties.columns.items.type,parentSchema:schema22.properties.columns.items,data:data22};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/uniques/" + i3+"/columns",schemaPath:"#/definitions/unique/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema22.properties.columns.type,parentSchema:schema22.properties.columns,data:data21};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data19.include !== undefined){
let data23 = data19.include;
if(Array.isArray(data23)){
const len5 = data23.length;
for(let i5=0; i5<len5; i5++){
let data24 = data23[i5];
if(typeof data24 !== "string"){
const err30 = {instancePath:instancePath+"/uniques/" + i3+"/include/" + i5,schemaPath:"#/definitions/unique/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.properties.include.items.type,parentSchema:schema22.properties.include.items,data:data24};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/uniques/" + i3+"/include",schemaPath:"#/definitions/unique/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema22.properties.include.type,parentSchema:schema22.properties.include,data:data23};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data19.nullsNotDistinct !== undefined){
let data25 = data19.nullsNotDistinct;
if(typeof data25 !== "boolean"){
const err32 = {instancePath:instancePath+"/uniques/" + i3+"/nullsNotDistinct",schemaPath:"#/definitions/unique/properties/nullsNotDistinct/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema22.properties.nullsNotDistinct.type,parentSchema:schema22.properties.nullsNotDistinct,data:data25};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data19.deferrable !== undefined){
let data26 = data19.deferrable;
if(!(((data26 === true) || (data26 === false)) || (data26 === "initially deferred"))){
const err33 = {instancePath:instancePath+"/uniques/" + i3+"/deferrable",schemaPath:"#/definitions/unique/properties/deferrable/enum",keyword:"enum",params:{allowedValues: schema22.properties.deferrable.enum},message:"must be equal to one of the allowed values",schema:schema22.properties.deferrable.enum,parentSchema:schema22.properties.deferrable,data:data26};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data19.comment !== undefined){
let data27 = data19.comment;
if(typeof data27 !== "string"){
const err34 = {instancePath:instancePath+"/uniques/" + i3+"/comment",schemaPath:"#/definitions/unique/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.properties.comment.type,parentSchema:schema22.properties.comment,data:data27};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data19.renamedFrom !== undefined){
let data28 = data19.renamedFrom;
if(typeof data28 !== "string"){
const err35 = {instancePath:instancePath+"/uniques/" + i3+"/renamedFrom",schemaPath:"#/definitions/unique/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.properties.renamedFrom.type,parentSchema:schema22.properties.renamedFrom,data:data28};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/uniques/" + i3,schemaPath:"#/definitions/unique/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema22.type,parentSchema:schema22,data:data19};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/uniques",schemaPath:"#/properties/uniques/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.uniques.type,parentSchema:schema20.properties.uniques,data:data18};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.indexes !== undefined){
let data29 = data.indexes;
if(Array.isArray(data29)){
const len6 = data29.length;
for(let i6=0; i6<len6; i6++){
if(!(validate19(data29[i6], {instancePath:instancePath+"/indexes/" + i6,parentData:data29,parentDataProperty:i6,rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
}
else {
const err38 = {instancePath:instancePath+"/indexes",schemaPath:"#/properties/indexes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.indexes.type,parentSchema:schema20.properties.indexes,data:data29};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.checks !== undefined){
let data31 = data.checks;
if(Array.isArray(data31)){
const len7 = data31.length;
for(let i7=0; i7<len7; i7++){
let data32 = data31[i7];
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.expression === undefined){
const err39 = {instancePath:instancePath+"/checks/" + i7,schemaPath:"#/definitions/check/required",keyword:"required",params:{missingProperty: "expression"},message:"must have required property '"+"expression"+"'",schema:schema26.required,parentSchema:schema26,data:data32};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key4 in data32){
if(!((((((key4 === "name") || (key4 === "expression")) || (key4 === "noInherit")) || (key4 === "notValid")) || (key4 === "comment")) || (key4 === "renamedFrom"))){
const err40 = {instancePath:instancePath+"/checks/" + i7,schemaPath:"#/definitions/check/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema26,data:data32};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data32.name !== undefined){
let data33 = data32.name;
if(typeof data33 !== "string"){
const err41 = {instancePath:instancePath+"/checks/" + i7+"/name",schemaPath:"#/definitions/check/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.name.type,parentSchema:schema26.properties.name,data:data33};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data32.expression !== undefined){
let data34 = data32.expression;
if(typeof data34 !== "string"){
const err42 = {instancePath:instancePath+"/checks/" + i7+"/expression",schemaPath:"#/definitions/check/properties/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.expression.type,parentSchema:schema26.properties.expression,data:data34};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data32.noInherit !== undefined){
let data35 = data32.noInherit;
if(typeof data35 !== "boolean"){
const err43 = {instancePath:instancePath+"/checks/" + i7+"/noInherit",schemaPath:"#/definitions/check/properties/noInherit/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema26.properties.noInherit.type,parentSchema:schema26.properties.noInherit,data:data35};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data32.notValid !== undefined){
let data36 = data32.notValid;
if(typeof data36 !== "boolean"){
const err44 = {instancePath:instancePath+"/checks/" + i7+"/notValid",schemaPath:"#/definitions/check/properties/notValid/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema26.properties.notValid.type,parentSchema:schema26.properties.notValid,data:data36};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data32.comment !== undefined){
let data37 = data32.comment;
if(typeof data37 !== "string"){
const err45 = {instancePath:instancePath+"/checks/" + i7+"/comment",schemaPath:"#/definitions/check/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.comment.type,parentSchema:schema26.properties.comment,data:data37};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data32.renamedFrom !== undefined){
let data38 = data32.renamedFrom;
if(typeof data38 !== "string"){
const err46 = {instancePath:instancePath+"/checks/" + i7+"/renamedFrom",schemaPath:"#/definitions/check/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.renamedFrom.type,parentSchema:schema26.properties.renamedFrom,data:data38};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/checks/" + i7,schemaPath:"#/definitions/check/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema26.type,parentSchema:schema26,data:data32};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.checks.type,parentSchema:schema20.properties.checks,data:data31};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.exclusions !== undefined){
let data39 = data.exclusions;
if(Array.isArray(data39)){
const len8 = data39.length;
for(let i8=0; i8<len8; i8++){
let data40 = data39[i8];
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.elements === undefined){
const err49 = {instancePath:instancePath+"/exclusions/" + i8,schemaPath:"#/definitions/exclusion/required",keyword:"required",params:{missingProperty: "elements"},message:"must have required property '"+"elements"+"'",schema:schema27.required,parentSchema:schema27,data:data40};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key5 in data40){
if(!(((((((key5 === "name") || (key5 === "method")) || (key5 === "elements")) || (key5 === "where")) || (key5 === "deferrable")) || (key5 === "comment")) || (key5 === "renamedFrom"))){
const err50 = {instancePath:instancePath+"/exclusions/" + i8,schemaPath:"#/definitions/exclusion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema27,data:data40};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data40.name !== undefined){
let data41 = data40.name;
if(typeof data41 !== "string"){
const err51 = {instancePath:instancePath+"/exclusions/" + i8+"/name",schemaPath:"#/definitions/exclusion/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.name.type,parentSchema:schema27.properties.name,data:data41};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data40.method !== undefined){
let data42 = data40.method;
if(typeof data42 !== "string"){
const err52 = {instancePath:instancePath+"/exclusions/" + i8+"/method",schemaPath:"#/definitions/exclusion/properties/method/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.method.type,parentSchema:schema27.properties.method,data:data42};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data40.elements !== undefined){
let data43 = data40.elements;
if(Array.isArray(data43)){
const len9 = data43.length;
for(let i9=0; i9<len9; i9++){
let data44 = data43[i9];
const _errs103 = errors;
let valid31 = false;
let passing0 = null;
const _errs104 = errors;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.column === undefined){
const err53 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9,schemaPath:"#/definitions/exclusion/properties/elements/items/oneOf/0/required",keyword:"required",params:{missingProperty: "column"},message:"must have required property '"+"column"+"'",schema:schema27.properties.elements.items.oneOf[0].required,parentSchema:schema27.properties.elements.items.oneOf[0],data:data44};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
var _valid1 = _errs104 === errors;
if(_valid1){
valid31 = true;
passing0 = 0;
}
const _errs105 = errors;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.expression === undefined){
const err54 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9,schemaPath:"#/definitions/exclusion/properties/elements/items/oneOf/1/required",keyword:"required",params:{missingProperty: "expression"},message:"must have required property '"+"expression"+"'",schema:schema27.properties.elements.items.oneOf[1].required,parentSchema:schema27.properties.elements.items.oneOf[1],data:data44};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
var _valid1 = _errs105 === errors;
if(_valid1 && valid31){
valid31 = false;
passing0 = [passing0, 1];
}
else {
if(_valid1){
valid31 = true;
passing0 = 1;
}
}
if(!valid31){
const err55 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9,schemaPath:"#/definitions/exclusion/properties/elements/items/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf",schema:schema27.properties.elements.items.oneOf,parentSchema:schema27.properties.elements.items,data:data44};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
else {
errors = _errs103;
if(vErrors !== null){
if(_errs103){
vErrors.length = _errs103;
}
else {
vErrors = null;
}
}
}
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.operator === undefined){
const err56 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9,schemaPath:"#/definitions/exclusion/properties/elements/items/required",keyword:"required",params:{missingProperty: "operator"},message:"must have required property '"+"operator"+"'",schema:schema27.properties.elements.items.required,parentSchema:schema27.properties.elements.items,data:data44};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key6 in data44){
if(!((((key6 === "column") || (key6 === "expression")) || (key6 === "opclass")) || (key6 === "operator"))){
const err57 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9,schemaPath:"#/definitions/exclusion/properties/elements/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema27.properties.elements.items,data:data44};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data44.column !== undefined){
let data45 = data44.column;
if(typeof data45 !== "string"){
const err58 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9+"/column",schemaPath:"#/definitions/exclusion/properties/elements/items/properties/column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.elements.items.properties.column.type,parentSchema:schema27.properties.elements.items.properties.column,data:data45};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data44.expression !== undefined){
let data46 = data44.expression;
if(typeof data46 !== "string"){
const err59 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9+"/expression",schemaPath:"#/definitions/exclusion/properties/elements/items/properties/expression/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.elements.items.properties.expression.type,parentSchema:schema27.properties.elements.items.properties.expression,data:data46};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data44.opclass !== undefined){
let data47 = data44.opclass;
if(typeof data47 !== "string"){
const err60 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9+"/opclass",schemaPath:"#/definitions/exclusion/properties/elements/items/properties/opclass/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.elements.items.properties.opclass.type,parentSchema:schema27.properties.elements.items.properties.opclass,data:data47};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data44.operator !== undefined){
let data48 = data44.operator;
if(typeof data48 !== "string"){
const err61 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9+"/operator",schemaPath:"#/definitions/exclusion/properties/elements/items/properties/operator/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.elements.items.properties.operator.type,parentSchema:schema27.properties.elements.items.properties.operator,data:data48};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/exclusions/" + i8+"/elements/" + i9,schemaPath:"#/definitions/exclusion/properties/elements/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.properties.elements.items.type,parentSchema:schema27.properties.elements.items,data:data44};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/exclusions/" + i8+"/elements",schemaPath:"#/definitions/exclusion/properties/elements/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema27.properties.elements.type,parentSchema:schema27.properties.elements,data:data43};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data40.where !== undefined){
let data49 = data40.where;
if(typeof data49 !== "string"){
const err64 = {instancePath:instancePath+"/exclusions/" + i8+"/where",schemaPath:"#/definitions/exclusion/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.where.type,parentSchema:schema27.properties.where,data:data49};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data40.deferrable !== undefined){
let data50 = data40.deferrable;
if(!(((data50 === true) || (data50 === false)) || (data50 === "initially deferred"))){
const err65 = {instancePath:instancePath+"/exclusions/" + i8+"/deferrable",schemaPath:"#/definitions/exclusion/properties/deferrable/enum",keyword:"enum",params:{allowedValues: schema27.properties.deferrable.enum},message:"must be equal to one of the allowed values",schema:schema27.properties.deferrable.enum,parentSchema:schema27.properties.deferrable,data:data50};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data40.comment !== undefined){
let data51 = data40.comment;
if(typeof data51 !== "string"){
const err66 = {instancePath:instancePath+"/exclusions/" + i8+"/comment",schemaPath:"#/definitions/exclusion/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.comment.type,parentSchema:schema27.properties.comment,data:data51};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data40.renamedFrom !== undefined){
let data52 = data40.renamedFrom;
if(typeof data52 !== "string"){
const err67 = {instancePath:instancePath+"/exclusions/" + i8+"/renamedFrom",schemaPath:"#/definitions/exclusion/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.properties.renamedFrom.type,parentSchema:schema27.properties.renamedFrom,data:data52};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/exclusions/" + i8,schemaPath:"#/definitions/exclusion/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema27.type,parentSchema:schema27,data:data40};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/exclusions",schemaPath:"#/properties/exclusions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.exclusions.type,parentSchema:schema20.properties.exclusions,data:data39};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.relations !== undefined){
let data53 = data.relations;
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
for(const key7 in data53){
let data54 = data53[key7];
const _errs128 = errors;
let valid35 = false;
let passing1 = null;
const _errs129 = errors;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(data54.belongsTo === undefined){
const err70 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/relation/oneOf/0/required",keyword:"required",params:{missingProperty: "belongsTo"},message:"must have required property '"+"belongsTo"+"'",schema:schema28.oneOf[0].required,parentSchema:schema28.oneOf[0],data:data54};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
var _valid2 = _errs129 === errors;
if(_valid2){
valid35 = true;
passing1 = 0;
}
const _errs130 = errors;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(data54.hasOne === undefined){
const err71 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/relation/oneOf/1/required",keyword:"required",params:{missingProperty: "hasOne"},message:"must have required property '"+"hasOne"+"'",schema:schema28.oneOf[1].required,parentSchema:schema28.oneOf[1],data:data54};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
var _valid2 = _errs130 === errors;
if(_valid2 && valid35){
valid35 = false;
passing1 = [passing1, 1];
}
else {
if(_valid2){
valid35 = true;
passing1 = 1;
}
const _errs131 = errors;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(data54.hasMany === undefined){
const err72 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/relation/oneOf/2/required",keyword:"required",params:{missingProperty: "hasMany"},message:"must have required property '"+"hasMany"+"'",schema:schema28.oneOf[2].required,parentSchema:schema28.oneOf[2],data:data54};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
var _valid2 = _errs131 === errors;
if(_valid2 && valid35){
valid35 = false;
passing1 = [passing1, 2];
}
else {
if(_valid2){
valid35 = true;
passing1 = 2;
}
const _errs132 = errors;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(data54.manyToMany === undefined){
const err73 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/relation/oneOf/3/required",keyword:"required",params:{missingProperty: "manyToMany"},message:"must have required property '"+"manyToMany"+"'",schema:schema28.oneOf[3].required,parentSchema:schema28.oneOf[3],data:data54};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
var _valid2 = _errs132 === errors;
if(_valid2 && valid35){
valid35 = false;
passing1 = [passing1, 3];
}
else {
if(_valid2){
valid35 = true;
passing1 = 3;
}
}
}
}
if(!valid35){
const err74 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/relation/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf",schema:schema28.oneOf,parentSchema:schema28,data:data54};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
else {
errors = _errs128;
if(vErrors !== null){
if(_errs128){
vErrors.length = _errs128;
}
else {
vErrors = null;
}
}
}
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
for(const key8 in data54){
if(!(func2.call(schema28.properties, key8))){
const err75 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/relation/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema28,data:data54};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data54.belongsTo !== undefined){
let data55 = data54.belongsTo;
if(typeof data55 !== "string"){
const err76 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/belongsTo",schemaPath:"#/definitions/relation/properties/belongsTo/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.belongsTo.type,parentSchema:schema28.properties.belongsTo,data:data55};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data54.hasOne !== undefined){
let data56 = data54.hasOne;
if(typeof data56 !== "string"){
const err77 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/hasOne",schemaPath:"#/definitions/relation/properties/hasOne/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.hasOne.type,parentSchema:schema28.properties.hasOne,data:data56};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data54.hasMany !== undefined){
let data57 = data54.hasMany;
if(typeof data57 !== "string"){
const err78 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/hasMany",schemaPath:"#/definitions/relation/properties/hasMany/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.hasMany.type,parentSchema:schema28.properties.hasMany,data:data57};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data54.manyToMany !== undefined){
let data58 = data54.manyToMany;
if(typeof data58 !== "string"){
const err79 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/manyToMany",schemaPath:"#/definitions/relation/properties/manyToMany/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.manyToMany.type,parentSchema:schema28.properties.manyToMany,data:data58};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data54.module !== undefined){
let data59 = data54.module;
if(typeof data59 !== "string"){
const err80 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/module",schemaPath:"#/definitions/relation/properties/module/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.module.type,parentSchema:schema28.properties.module,data:data59};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data54.column !== undefined){
let data60 = data54.column;
if((typeof data60 !== "string") && (!(Array.isArray(data60)))){
const err81 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/column",schemaPath:"#/definitions/relation/properties/column/type",keyword:"type",params:{type: schema28.properties.column.type},message:"must be string,array",schema:schema28.properties.column.type,parentSchema:schema28.properties.column,data:data60};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(Array.isArray(data60)){
const len10 = data60.length;
for(let i10=0; i10<len10; i10++){
let data61 = data60[i10];
if(typeof data61 !== "string"){
const err82 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/column/" + i10,schemaPath:"#/definitions/relation/properties/column/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.column.items.type,parentSchema:schema28.properties.column.items,data:data61};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
}
if(data54.references !== undefined){
let data62 = data54.references;
if((typeof data62 !== "string") && (!(Array.isArray(data62)))){
const err83 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/references",schemaPath:"#/definitions/relation/properties/references/type",keyword:"type",params:{type: schema28.properties.references.type},message:"must be string,array",schema:schema28.properties.references.type,parentSchema:schema28.properties.references,data:data62};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(Array.isArray(data62)){
const len11 = data62.length;
for(let i11=0; i11<len11; i11++){
let data63 = data62[i11];
if(typeof data63 !== "string"){
const err84 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/references/" + i11,schemaPath:"#/definitions/relation/properties/references/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.references.items.type,parentSchema:schema28.properties.references.items,data:data63};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
}
if(data54.mappedBy !== undefined){
let data64 = data54.mappedBy;
if(typeof data64 !== "string"){
const err85 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/mappedBy",schemaPath:"#/definitions/relation/properties/mappedBy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.mappedBy.type,parentSchema:schema28.properties.mappedBy,data:data64};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data54.through !== undefined){
let data65 = data54.through;
if(typeof data65 !== "string"){
const err86 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/through",schemaPath:"#/definitions/relation/properties/through/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.through.type,parentSchema:schema28.properties.through,data:data65};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data54.inverseColumn !== undefined){
let data66 = data54.inverseColumn;
if((typeof data66 !== "string") && (!(Array.isArray(data66)))){
const err87 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/inverseColumn",schemaPath:"#/definitions/relation/properties/inverseColumn/type",keyword:"type",params:{type: schema28.properties.inverseColumn.type},message:"must be string,array",schema:schema28.properties.inverseColumn.type,parentSchema:schema28.properties.inverseColumn,data:data66};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(Array.isArray(data66)){
const len12 = data66.length;
for(let i12=0; i12<len12; i12++){
let data67 = data66[i12];
if(typeof data67 !== "string"){
const err88 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/inverseColumn/" + i12,schemaPath:"#/definitions/relation/properties/inverseColumn/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.inverseColumn.items.type,parentSchema:schema28.properties.inverseColumn.items,data:data67};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
}
if(data54.constraint !== undefined){
let data68 = data54.constraint;
if(typeof data68 !== "string"){
const err89 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/constraint",schemaPath:"#/definitions/relation/properties/constraint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.constraint.type,parentSchema:schema28.properties.constraint,data:data68};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data54.foreignKey !== undefined){
let data69 = data54.foreignKey;
if(typeof data69 !== "boolean"){
const err90 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/foreignKey",schemaPath:"#/definitions/relation/properties/foreignKey/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema28.properties.foreignKey.type,parentSchema:schema28.properties.foreignKey,data:data69};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data54.onDelete !== undefined){
let data70 = data54.onDelete;
if(!(((((data70 === "no action") || (data70 === "restrict")) || (data70 === "cascade")) || (data70 === "set null")) || (data70 === "set default"))){
const err91 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/onDelete",schemaPath:"#/definitions/relation/properties/onDelete/enum",keyword:"enum",params:{allowedValues: schema28.properties.onDelete.enum},message:"must be equal to one of the allowed values",schema:schema28.properties.onDelete.enum,parentSchema:schema28.properties.onDelete,data:data70};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data54.onUpdate !== undefined){
let data71 = data54.onUpdate;
if(!(((((data71 === "no action") || (data71 === "restrict")) || (data71 === "cascade")) || (data71 === "set null")) || (data71 === "set default"))){
const err92 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/onUpdate",schemaPath:"#/definitions/relation/properties/onUpdate/enum",keyword:"enum",params:{allowedValues: schema28.properties.onUpdate.enum},message:"must be equal to one of the allowed values",schema:schema28.properties.onUpdate.enum,parentSchema:schema28.properties.onUpdate,data:data71};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data54.match !== undefined){
let data72 = data54.match;
if(!((data72 === "simple") || (data72 === "full"))){
const err93 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/match",schemaPath:"#/definitions/relation/properties/match/enum",keyword:"enum",params:{allowedValues: schema28.properties.match.enum},message:"must be equal to one of the allowed values",schema:schema28.properties.match.enum,parentSchema:schema28.properties.match,data:data72};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data54.nullable !== undefined){
let data73 = data54.nullable;
if(typeof data73 !== "boolean"){
const err94 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/nullable",schemaPath:"#/definitions/relation/properties/nullable/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema28.properties.nullable.type,parentSchema:schema28.properties.nullable,data:data73};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data54.deferrable !== undefined){
let data74 = data54.deferrable;
if(!(((data74 === true) || (data74 === false)) || (data74 === "initially deferred"))){
const err95 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/deferrable",schemaPath:"#/definitions/relation/properties/deferrable/enum",keyword:"enum",params:{allowedValues: schema28.properties.deferrable.enum},message:"must be equal to one of the allowed values",schema:schema28.properties.deferrable.enum,parentSchema:schema28.properties.deferrable,data:data74};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data54.notValid !== undefined){
let data75 = data54.notValid;
if(typeof data75 !== "boolean"){
const err96 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/notValid",schemaPath:"#/definitions/relation/properties/notValid/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema28.properties.notValid.type,parentSchema:schema28.properties.notValid,data:data75};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data54.unique !== undefined){
let data76 = data54.unique;
if(typeof data76 !== "boolean"){
const err97 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/unique",schemaPath:"#/definitions/relation/properties/unique/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema28.properties.unique.type,parentSchema:schema28.properties.unique,data:data76};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data54.index !== undefined){
let data77 = data54.index;
if(typeof data77 !== "boolean"){
const err98 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/index",schemaPath:"#/definitions/relation/properties/index/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema28.properties.index.type,parentSchema:schema28.properties.index,data:data77};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data54.primaryKey !== undefined){
let data78 = data54.primaryKey;
if(typeof data78 !== "boolean"){
const err99 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/primaryKey",schemaPath:"#/definitions/relation/properties/primaryKey/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema28.properties.primaryKey.type,parentSchema:schema28.properties.primaryKey,data:data78};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data54.comment !== undefined){
let data79 = data54.comment;
if(typeof data79 !== "string"){
const err100 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/comment",schemaPath:"#/definitions/relation/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.comment.type,parentSchema:schema28.properties.comment,data:data79};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data54.renamedFrom !== undefined){
let data80 = data54.renamedFrom;
if(typeof data80 !== "string"){
const err101 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/renamedFrom",schemaPath:"#/definitions/relation/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.renamedFrom.type,parentSchema:schema28.properties.renamedFrom,data:data80};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
else {
const err102 = {instancePath:instancePath+"/relations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/relation/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema28.type,parentSchema:schema28,data:data54};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
else {
const err103 = {instancePath:instancePath+"/relations",schemaPath:"#/properties/relations/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.properties.relations.type,parentSchema:schema20.properties.relations,data:data53};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data.rowSecurity !== undefined){
let data81 = data.rowSecurity;
if(!(((data81 === true) || (data81 === false)) || (data81 === "force"))){
const err104 = {instancePath:instancePath+"/rowSecurity",schemaPath:"#/properties/rowSecurity/enum",keyword:"enum",params:{allowedValues: schema20.properties.rowSecurity.enum},message:"must be equal to one of the allowed values",schema:schema20.properties.rowSecurity.enum,parentSchema:schema20.properties.rowSecurity,data:data81};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data.policies !== undefined){
let data82 = data.policies;
if(Array.isArray(data82)){
const len13 = data82.length;
for(let i13=0; i13<len13; i13++){
let data83 = data82[i13];
if(data83 && typeof data83 == "object" && !Array.isArray(data83)){
if(data83.name === undefined){
const err105 = {instancePath:instancePath+"/policies/" + i13,schemaPath:"#/definitions/policy/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema29.required,parentSchema:schema29,data:data83};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
for(const key9 in data83){
if(!((((((((key9 === "name") || (key9 === "command")) || (key9 === "permissive")) || (key9 === "to")) || (key9 === "using")) || (key9 === "withCheck")) || (key9 === "comment")) || (key9 === "renamedFrom"))){
const err106 = {instancePath:instancePath+"/policies/" + i13,schemaPath:"#/definitions/policy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema29,data:data83};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data83.name !== undefined){
let data84 = data83.name;
if(typeof data84 !== "string"){
const err107 = {instancePath:instancePath+"/policies/" + i13+"/name",schemaPath:"#/definitions/policy/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.name.type,parentSchema:schema29.properties.name,data:data84};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data83.command !== undefined){
let data85 = data83.command;
if(!(((((data85 === "all") || (data85 === "select")) || (data85 === "insert")) || (data85 === "update")) || (data85 === "delete"))){
const err108 = {instancePath:instancePath+"/policies/" + i13+"/command",schemaPath:"#/definitions/policy/properties/command/enum",keyword:"enum",params:{allowedValues: schema29.properties.command.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.command.enum,parentSchema:schema29.properties.command,data:data85};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data83.permissive !== undefined){
let data86 = data83.permissive;
if(typeof data86 !== "boolean"){
const err109 = {instancePath:instancePath+"/policies/" + i13+"/permissive",schemaPath:"#/definitions/policy/properties/permissive/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema29.properties.permissive.type,parentSchema:schema29.properties.permissive,data:data86};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
if(data83.to !== undefined){
let data87 = data83.to;
if(Array.isArray(data87)){
const len14 = data87.length;
for(let i14=0; i14<len14; i14++){
let data88 = data87[i14];
if(typeof data88 !== "string"){
const err110 = {instancePath:instancePath+"/policies/" + i13+"/to/" + i14,schemaPath:"#/definitions/policy/properties/to/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.to.items.type,parentSchema:schema29.properties.to.items,data:data88};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
else {
const err111 = {instancePath:instancePath+"/policies/" + i13+"/to",schemaPath:"#/definitions/policy/properties/to/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema29.properties.to.type,parentSchema:schema29.properties.to,data:data87};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data83.using !== undefined){
let data89 = data83.using;
if(typeof data89 !== "string"){
const err112 = {instancePath:instancePath+"/policies/" + i13+"/using",schemaPath:"#/definitions/policy/properties/using/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.using.type,parentSchema:schema29.properties.using,data:data89};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data83.withCheck !== undefined){
let data90 = data83.withCheck;
if(typeof data90 !== "string"){
const err113 = {instancePath:instancePath+"/policies/" + i13+"/withCheck",schemaPath:"#/definitions/policy/properties/withCheck/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.withCheck.type,parentSchema:schema29.properties.withCheck,data:data90};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data83.comment !== undefined){
let data91 = data83.comment;
if(typeof data91 !== "string"){
const err114 = {instancePath:instancePath+"/policies/" + i13+"/comment",schemaPath:"#/definitions/policy/properties/comment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.comment.type,parentSchema:schema29.properties.comment,data:data91};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data83.renamedFrom !== undefined){
let data92 = data83.renamedFrom;
if(typeof data92 !== "string"){
const err115 = {instancePath:instancePath+"/policies/" + i13+"/renamedFrom",schemaPath:"#/definitions/policy/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.renamedFrom.type,parentSchema:schema29.properties.renamedFrom,data:data92};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
}
else {
const err116 = {instancePath:instancePath+"/policies/" + i13,schemaPath:"#/definitions/policy/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema29.type,parentSchema:schema29,data:data83};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath:instancePath+"/policies",schemaPath:"#/properties/policies/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.policies.type,parentSchema:schema20.properties.policies,data:data82};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data.partitionBy !== undefined){
if(!(validate21(data.partitionBy, {instancePath:instancePath+"/partitionBy",parentData:data,parentDataProperty:"partitionBy",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.partitions !== undefined){
let data94 = data.partitions;
if(Array.isArray(data94)){
const len15 = data94.length;
for(let i15=0; i15<len15; i15++){
if(!(validate23(data94[i15], {instancePath:instancePath+"/partitions/" + i15,parentData:data94,parentDataProperty:i15,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err118 = {instancePath:instancePath+"/partitions",schemaPath:"#/properties/partitions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.partitions.type,parentSchema:schema20.properties.partitions,data:data94};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data.inherits !== undefined){
let data96 = data.inherits;
if(Array.isArray(data96)){
const len16 = data96.length;
for(let i16=0; i16<len16; i16++){
let data97 = data96[i16];
if(typeof data97 !== "string"){
const err119 = {instancePath:instancePath+"/inherits/" + i16,schemaPath:"#/properties/inherits/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.inherits.items.type,parentSchema:schema20.properties.inherits.items,data:data97};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
else {
const err120 = {instancePath:instancePath+"/inherits",schemaPath:"#/properties/inherits/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.inherits.type,parentSchema:schema20.properties.inherits,data:data96};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data.grants !== undefined){
let data98 = data.grants;
if(Array.isArray(data98)){
const len17 = data98.length;
for(let i17=0; i17<len17; i17++){
let data99 = data98[i17];
if(data99 && typeof data99 == "object" && !Array.isArray(data99)){
if(data99.to === undefined){
const err121 = {instancePath:instancePath+"/grants/" + i17,schemaPath:"#/definitions/grant/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema38.required,parentSchema:schema38,data:data99};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if(data99.privileges === undefined){
const err122 = {instancePath:instancePath+"/grants/" + i17,schemaPath:"#/definitions/grant/required",keyword:"required",params:{missingProperty: "privileges"},message:"must have required property '"+"privileges"+"'",schema:schema38.required,parentSchema:schema38,data:data99};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
for(const key10 in data99){
if(!((((key10 === "to") || (key10 === "privileges")) || (key10 === "columns")) || (key10 === "withGrantOption"))){
const err123 = {instancePath:instancePath+"/grants/" + i17,schemaPath:"#/definitions/grant/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema38,data:data99};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data99.to !== undefined){
let data100 = data99.to;
if(typeof data100 !== "string"){
const err124 = {instancePath:instancePath+"/grants/" + i17+"/to",schemaPath:"#/definitions/grant/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties.to.type,parentSchema:schema38.properties.to,data:data100};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data99.privileges !== undefined){
let data101 = data99.privileges;
if((typeof data101 !== "string") && (!(Array.isArray(data101)))){
const err125 = {instancePath:instancePath+"/grants/" + i17+"/privileges",schemaPath:"#/definitions/grant/properties/privileges/type",keyword:"type",params:{type: schema38.properties.privileges.type},message:"must be string,array",schema:schema38.properties.privileges.type,parentSchema:schema38.properties.privileges,data:data101};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(typeof data101 === "string"){
if(!pattern0.test(data101)){
const err126 = {instancePath:instancePath+"/grants/" + i17+"/privileges",schemaPath:"#/definitions/grant/properties/privileges/pattern",keyword:"pattern",params:{pattern: "^all$"},message:"must match pattern \""+"^all$"+"\"",schema:"^all$",parentSchema:schema38.properties.privileges,data:data101};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(Array.isArray(data101)){
const len18 = data101.length;
for(let i18=0; i18<len18; i18++){
let data102 = data101[i18];
if(!((((((((data102 === "select") || (data102 === "insert")) || (data102 === "update")) || (data102 === "delete")) || (data102 === "truncate")) || (data102 === "references")) || (data102 === "trigger")) || (data102 === "maintain"))){
const err127 = {instancePath:instancePath+"/grants/" + i17+"/privileges/" + i18,schemaPath:"#/definitions/grant/properties/privileges/items/enum",keyword:"enum",params:{allowedValues: schema38.properties.privileges.items.enum},message:"must be equal to one of the allowed values",schema:schema38.properties.privileges.items.enum,parentSchema:schema38.properties.privileges.items,data:data102};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
}
if(data99.columns !== undefined){
let data103 = data99.columns;
if(Array.isArray(data103)){
const len19 = data103.length;
for(let i19=0; i19<len19; i19++){
let data104 = data103[i19];
if(typeof data104 !== "string"){
const err128 = {instancePath:instancePath+"/grants/" + i17+"/columns/" + i19,schemaPath:"#/definitions/grant/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties.columns.items.type,parentSchema:schema38.properties.columns.items,data:data104};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
}
else {
const err129 = {instancePath:instancePath+"/grants/" + i17+"/columns",schemaPath:"#/definitions/grant/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema38.properties.columns.type,parentSchema:schema38.properties.columns,data:data103};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data99.withGrantOption !== undefined){
let data105 = data99.withGrantOption;
if(typeof data105 !== "boolean"){
const err130 = {instancePath:instancePath+"/grants/" + i17+"/withGrantOption",schemaPath:"#/definitions/grant/properties/withGrantOption/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema38.properties.withGrantOption.type,parentSchema:schema38.properties.withGrantOption,data:data105};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
else {
const err131 = {instancePath:instancePath+"/grants/" + i17,schemaPath:"#/definitions/grant/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data:data99};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
}
else {
const err132 = {instancePath:instancePath+"/grants",schemaPath:"#/properties/grants/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema20.properties.grants.type,parentSchema:schema20.properties.grants,data:data98};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data.owner !== undefined){
let data106 = data.owner;
if(typeof data106 !== "string"){
const err133 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.owner.type,parentSchema:schema20.properties.owner,data:data106};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
if(data.tablespace !== undefined){
let data107 = data.tablespace;
if(typeof data107 !== "string"){
const err134 = {instancePath:instancePath+"/tablespace",schemaPath:"#/properties/tablespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.tablespace.type,parentSchema:schema20.properties.tablespace,data:data107};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
if(data.options !== undefined){
let data108 = data.options;
if(data108 && typeof data108 == "object" && !Array.isArray(data108)){
for(const key11 in data108){
let data109 = data108[key11];
if(((typeof data109 !== "string") && (!((typeof data109 == "number") && (isFinite(data109))))) && (typeof data109 !== "boolean")){
const err135 = {instancePath:instancePath+"/options/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/storage/additionalProperties/type",keyword:"type",params:{type: schema25.additionalProperties.type},message:"must be string,number,boolean",schema:schema25.additionalProperties.type,parentSchema:schema25.additionalProperties,data:data109};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
else {
const err136 = {instancePath:instancePath+"/options",schemaPath:"#/definitions/storage/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema25.type,parentSchema:schema25,data:data108};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data.unlogged !== undefined){
let data110 = data.unlogged;
if(typeof data110 !== "boolean"){
const err137 = {instancePath:instancePath+"/unlogged",schemaPath:"#/properties/unlogged/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema20.properties.unlogged.type,parentSchema:schema20.properties.unlogged,data:data110};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
if(data.timestamps !== undefined){
let data111 = data.timestamps;
if(typeof data111 !== "boolean"){
const err138 = {instancePath:instancePath+"/timestamps",schemaPath:"#/properties/timestamps/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema20.properties.timestamps.type,parentSchema:schema20.properties.timestamps,data:data111};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
if(data.softDelete !== undefined){
let data112 = data.softDelete;
if(typeof data112 !== "boolean"){
const err139 = {instancePath:instancePath+"/softDelete",schemaPath:"#/properties/softDelete/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema20.properties.softDelete.type,parentSchema:schema20.properties.softDelete,data:data112};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
}
else {
const err140 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.type,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="urn:tidemark:definition:1" */;
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(errors === _errs1){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.link === undefined) && (missing0 = "link")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(!(validate11(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs4 = errors;
if(!(validate17(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema11.if,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
