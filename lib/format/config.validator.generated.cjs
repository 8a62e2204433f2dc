// Generated from config.schema.json by `npm run generate`. Edit the schema, not this file.
"use strict";
module.exports = validate10;
module.exports.default = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"urn:tidemark:config:1","title":"Config","description":"tidemark.config.*, or the key tidemark in package.json.","type":"object","additionalProperties":false,"properties":{"$schema":{"type":"string","description":"For editors."},"project":{"type":"string","description":"Keeps two projects in one database apart. Default: the package name."},"postgres":{"type":"string","pattern":"^>= ?(13|14|15|16|17|18)$","description":"Oldest PostgreSQL major version the plans must run on: \">=15\" (the default), 13 to 18."},"schema":{"type":"string","description":"Folder of the definitions. Default schema."},"plans":{"type":"string","description":"Folder of the plan files. Default plans."},"target":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/target"},"description":"\"embedded\" (a PGlite directory, for development), a URL, { \"env\": \"DATABASE_URL\" }, or settings."},"modules":{"type":"object","additionalProperties":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/module"}},"description":"Settings by module, or for a module of Medusa where its models are: \"@medusajs/product\". Modules without any need not be listed."},"medusa":{"type":["boolean","string"],"description":"A whole Medusa application: every module, plugin and link of the medusa-config named here; true: of the one beside this file."},"roles":{"type":"object","additionalProperties":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/fromEnvironment"}},"description":"Refused: plans name a role alike on every target. Make a role of that name without login, and grant it to the one that logs in."},"extensions":{"type":"array","items":{"type":"string"},"description":"Extensions that the shadow loads beyond those the definitions create."},"shadow":{"if":{"type":"string"},"then":{"type":"string"},"else":{"$ref":"#/definitions/fromEnvironment"},"description":"A real server as shadow: the URL of an empty database, or { \"env\": … }. Default: PGlite."},"online":{"type":"boolean","description":"Plans take the lock-friendly forms. Default true."},"timeouts":{"title":"TimeoutSettings","description":"Each like 500ms, 3s, 10m, 1h.","type":"object","additionalProperties":false,"properties":{"lock":{"$ref":"#/definitions/duration","description":"How long a step waits for a lock before it pauses. Default 3s."},"build":{"$ref":"#/definitions/duration","description":"The same for builds. Default: no limit on the build itself."},"budget":{"$ref":"#/definitions/duration","description":"All waiting of one step together. Default 5m."},"wait":{"$ref":"#/definitions/duration","description":"How long to wait for another run. Default 10m."},"definitions":{"$ref":"#/definitions/duration","description":"How long the definitions may take to load. Default 30s."},"shadow":{"$ref":"#/definitions/duration","description":"How long one statement may take where definitions are read and plans proved. Default 60s."},"scripts":{"$ref":"#/definitions/duration","description":"How long one data script may take. Default 10m."}}},"verdicts":{"type":"object","propertyNames":{"pattern":"^[A-Z][A-Z0-9_]*$"},"additionalProperties":{"enum":["safe","warn","unsafe"]},"description":"What a hazard code makes of a statement, where this project disagrees: safe, warn (said, and not unsafe) or unsafe."},"safeBelow":{"title":"SmallTable","description":"Hazards that last as long as a table is large do not count on tables below every limit given here, where a database is named that knows the sizes.","type":"object","additionalProperties":false,"properties":{"rows":{"type":"integer","minimum":0,"description":"Rows, as the server estimates them."},"bytes":{"if":{"type":"string"},"then":{"type":"string","pattern":"^[0-9]+ ?(kB|MB|GB)$"},"else":{"type":"integer","minimum":0},"description":"Size with indexes: a number of bytes, or a text like 64MB."}}},"scripts":{"title":"ScriptSettings","description":"Data scripts.","type":"object","additionalProperties":false,"properties":{"container":{"type":"string","description":"File whose default export makes what a script gets as container. A Medusa project needs none."}}},"allowAtApply":{"type":"boolean","description":"May `apply --allow` acknowledge hazards? Default true."},"ignore":{"type":"array","items":{"type":"string"},"description":"What is left alone and reported as ignored: addresses, where * stands for any text (\"* partman.*\"), \"owner: rdsadmin\", \"partitions of: public.events\"."}},"definitions":{"target":{"title":"TargetSettings","description":"Where the target is.","type":"object","additionalProperties":false,"properties":{"url":{"type":"string","description":"postgres://…, or pglite:<directory>."},"env":{"type":"string","description":"Name of the variable that holds the URL."},"host":{"type":"string","description":"Host or socket directory."},"port":{"type":"integer","minimum":1,"maximum":65535,"description":"Port."},"database":{"type":"string","description":"Database."},"user":{"type":"string","description":"User."},"password":{"tsType":"string | { env: string } | { command: string[] } | (() => string | Promise<string>)","description":"A text, { \"env\": … }, { \"command\": … }, or in TypeScript a function; asked for every connection."},"sslmode":{"enum":["disable","allow","prefer","require","verify-ca","verify-full"],"description":"As libpq means it."},"sslrootcert":{"type":"string","description":"File with the certificates to trust."}}},"module":{"title":"ModuleSettings","description":"One module.","type":"object","additionalProperties":false,"properties":{"schema":{"type":"string","description":"PostgreSQL schema of definitions that name none. Default public."},"from":{"type":"string","description":"A package or a folder with Medusa models, e.g. @medusajs/product or ./src/modules/blog."},"files":{"type":"array","items":{"type":"string"},"description":"Where its definitions are, when not schema/<module>: files or folders."},"plans":{"enum":["files","ledger"],"description":"files (default): plan files in the repository. ledger: the chain lives in each target."},"renamedFrom":{"type":"string","description":"The name the module had; its chain goes on."}}},"fromEnvironment":{"title":"FromEnvironment","description":"Read from the environment when it is needed.","type":"object","additionalProperties":false,"required":["env"],"properties":{"env":{"type":"string","description":"Name of the variable."}}},"duration":{"type":"string","pattern":"^[0-9]+(ms|s|m|h)$"}}};
const schema12 = {"title":"TargetSettings","description":"Where the target is.","type":"object","additionalProperties":false,"properties":{"url":{"type":"string","description":"postgres://…, or pglite:<directory>."},"env":{"type":"string","description":"Name of the variable that holds the URL."},"host":{"type":"string","description":"Host or socket directory."},"port":{"type":"integer","minimum":1,"maximum":65535,"description":"Port."},"database":{"type":"string","description":"Database."},"user":{"type":"string","description":"User."},"password":{"tsType":"string | { env: string } | { command: string[] } | (() => string | Promise<string>)","description":"A text, { \"env\": … }, { \"command\": … }, or in TypeScript a function; asked for every connection."},"sslmode":{"enum":["disable","allow","prefer","require","verify-ca","verify-full"],"description":"As libpq means it."},"sslrootcert":{"type":"string","description":"File with the certificates to trust."}}};
const schema13 = {"title":"ModuleSettings","description":"One module.","type":"object","additionalProperties":false,"properties":{"schema":{"type":"string","description":"PostgreSQL schema of definitions that name none. Default public."},"from":{"type":"string","description":"A package or a folder with Medusa models, e.g. @medusajs/product or ./src/modules/blog."},"files":{"type":"array","items":{"type":"string"},"description":"Where its definitions are, when not schema/<module>: files or folders."},"plans":{"enum":["files","ledger"],"description":"files (default): plan files in the repository. ledger: the chain lives in each target."},"renamedFrom":{"type":"string","description":"The name the module had; its chain goes on."}}};
const schema14 = {"title":"FromEnvironment","description":"Read from the environment when it is needed.","type":"object","additionalProperties":false,"required":["env"],"properties":{"env":{"type":"string","description":"Name of the variable."}}};
const schema16 = {"type":"string","pattern":"^[0-9]+(ms|s|m|h)$"};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^>= ?(13|14|15|16|17|18)$", "u");
const pattern1 = new RegExp("^[0-9]+(ms|s|m|h)$", "u");
const pattern8 = new RegExp("^[A-Z][A-Z0-9_]*$", "u");
const pattern9 = new RegExp("^[0-9]+ ?(kB|MB|GB)$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="urn:tidemark:config:1" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.$schema.type,parentSchema:schema11.properties.$schema,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.project !== undefined){
let data1 = data.project;
if(typeof data1 !== "string"){
const err2 = {instancePath:instancePath+"/project",schemaPath:"#/properties/project/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.project.type,parentSchema:schema11.properties.project,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.postgres !== undefined){
let data2 = data.postgres;
if(typeof data2 === "string"){
if(!pattern0.test(data2)){
const err3 = {instancePath:instancePath+"/postgres",schemaPath:"#/properties/postgres/pattern",keyword:"pattern",params:{pattern: "^>= ?(13|14|15|16|17|18)$"},message:"must match pattern \""+"^>= ?(13|14|15|16|17|18)$"+"\"",schema:"^>= ?(13|14|15|16|17|18)$",parentSchema:schema11.properties.postgres,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/postgres",schemaPath:"#/properties/postgres/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.postgres.type,parentSchema:schema11.properties.postgres,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.schema !== undefined){
let data3 = data.schema;
if(typeof data3 !== "string"){
const err5 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.schema.type,parentSchema:schema11.properties.schema,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.plans !== undefined){
let data4 = data.plans;
if(typeof data4 !== "string"){
const err6 = {instancePath:instancePath+"/plans",schemaPath:"#/properties/plans/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.plans.type,parentSchema:schema11.properties.plans,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.target !== undefined){
let data5 = data.target;
const _errs13 = errors;
let valid1 = true;
const _errs14 = errors;
if(typeof data5 !== "string"){
const err7 = {};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs14 === errors;
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs16 = errors;
if(typeof data5 !== "string"){
const err8 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.target.then.type,parentSchema:schema11.properties.target.then,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs16 === errors;
valid1 = _valid0;
ifClause0 = "then";
}
else {
const _errs18 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(!(func2.call(schema12.properties, key1))){
const err9 = {instancePath:instancePath+"/target",schemaPath:"#/definitions/target/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema12,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data5.url !== undefined){
let data6 = data5.url;
if(typeof data6 !== "string"){
const err10 = {instancePath:instancePath+"/target/url",schemaPath:"#/definitions/target/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.url.type,parentSchema:schema12.properties.url,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.env !== undefined){
let data7 = data5.env;
if(typeof data7 !== "string"){
const err11 = {instancePath:instancePath+"/target/env",schemaPath:"#/definitions/target/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.env.type,parentSchema:schema12.properties.env,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.host !== undefined){
let data8 = data5.host;
if(typeof data8 !== "string"){
const err12 = {instancePath:instancePath+"/target/host",schemaPath:"#/definitions/target/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.host.type,parentSchema:schema12.properties.host,data:data8};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data5.port !== undefined){
let data9 = data5.port;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err13 = {instancePath:instancePath+"/target/port",schemaPath:"#/definitions/target/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.port.type,parentSchema:schema12.properties.port,data:data9};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 65535 || isNaN(data9)){
const err14 = {instancePath:instancePath+"/target/port",schemaPath:"#/definitions/target/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema12.properties.port,data:data9};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err15 = {instancePath:instancePath+"/target/port",schemaPath:"#/definitions/target/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.port,data:data9};
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
if(data5.database !== undefined){
let data10 = data5.database;
if(typeof data10 !== "string"){
const err16 = {instancePath:instancePath+"/target/database",schemaPath:"#/definitions/target/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.database.type,parentSchema:schema12.properties.database,data:data10};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.user !== undefined){
let data11 = data5.user;
if(typeof data11 !== "string"){
const err17 = {instancePath:instancePath+"/target/user",schemaPath:"#/definitions/target/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.user.type,parentSchema:schema12.properties.user,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data5.sslmode !== undefined){
let data12 = data5.sslmode;
if(!((((((data12 === "disable") || (data12 === "allow")) || (data12 === "prefer")) || (data12 === "require")) || (data12 === "verify-ca")) || (data12 === "verify-full"))){
const err18 = {instancePath:instancePath+"/target/sslmode",schemaPath:"#/definitions/target/properties/sslmode/enum",keyword:"enum",params:{allowedValues: schema12.properties.sslmode.enum},message:"must be equal to one of the allowed values",schema:schema12.properties.sslmode.enum,parentSchema:schema12.properties.sslmode,data:data12};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data5.sslrootcert !== undefined){
let data13 = data5.sslrootcert;
if(typeof data13 !== "string"){
const err19 = {instancePath:instancePath+"/target/sslrootcert",schemaPath:"#/definitions/target/properties/sslrootcert/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.sslrootcert.type,parentSchema:schema12.properties.sslrootcert,data:data13};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/target",schemaPath:"#/definitions/target/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.type,parentSchema:schema12,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid0 = _errs18 === errors;
valid1 = _valid0;
ifClause0 = "else";
}
if(!valid1){
const err21 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema11.properties.target.if,parentSchema:schema11.properties.target,data:data5};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.modules !== undefined){
let data14 = data.modules;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key2 in data14){
let data15 = data14[key2];
const _errs41 = errors;
let valid5 = true;
const _errs42 = errors;
if(typeof data15 !== "string"){
const err22 = {};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid1 = _errs42 === errors;
errors = _errs41;
if(vErrors !== null){
if(_errs41){
vErrors.length = _errs41;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs44 = errors;
if(typeof data15 !== "string"){
const err23 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/modules/additionalProperties/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.modules.additionalProperties.then.type,parentSchema:schema11.properties.modules.additionalProperties.then,data:data15};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid1 = _errs44 === errors;
valid5 = _valid1;
ifClause1 = "then";
}
else {
const _errs46 = errors;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
if(!(((((key3 === "schema") || (key3 === "from")) || (key3 === "files")) || (key3 === "plans")) || (key3 === "renamedFrom"))){
const err24 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/module/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema13,data:data15};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data15.schema !== undefined){
let data16 = data15.schema;
if(typeof data16 !== "string"){
const err25 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/schema",schemaPath:"#/definitions/module/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.schema.type,parentSchema:schema13.properties.schema,data:data16};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data15.from !== undefined){
let data17 = data15.from;
if(typeof data17 !== "string"){
const err26 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/from",schemaPath:"#/definitions/module/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.from.type,parentSchema:schema13.properties.from,data:data17};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data15.files !== undefined){
let data18 = data15.files;
if(Array.isArray(data18)){
const len0 = data18.length;
for(let i0=0; i0<len0; i0++){
let data19 = data18[i0];
if(typeof data19 !== "string"){
const err27 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/files/" + i0,schemaPath:"#/definitions/module/properties/files/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.files.items.type,parentSchema:schema13.properties.files.items,data:data19};
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
const err28 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/files",schemaPath:"#/definitions/module/properties/files/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema13.properties.files.type,parentSchema:schema13.properties.files,data:data18};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data15.plans !== undefined){
let data20 = data15.plans;
if(!((data20 === "files") || (data20 === "ledger"))){
const err29 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/plans",schemaPath:"#/definitions/module/properties/plans/enum",keyword:"enum",params:{allowedValues: schema13.properties.plans.enum},message:"must be equal to one of the allowed values",schema:schema13.properties.plans.enum,parentSchema:schema13.properties.plans,data:data20};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data15.renamedFrom !== undefined){
let data21 = data15.renamedFrom;
if(typeof data21 !== "string"){
const err30 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/renamedFrom",schemaPath:"#/definitions/module/properties/renamedFrom/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.renamedFrom.type,parentSchema:schema13.properties.renamedFrom,data:data21};
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
const err31 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/module/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.type,parentSchema:schema13,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid1 = _errs46 === errors;
valid5 = _valid1;
ifClause1 = "else";
}
if(!valid5){
const err32 = {instancePath:instancePath+"/modules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/modules/additionalProperties/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema11.properties.modules.additionalProperties.if,parentSchema:schema11.properties.modules.additionalProperties,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/modules",schemaPath:"#/properties/modules/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.modules.type,parentSchema:schema11.properties.modules,data:data14};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.medusa !== undefined){
let data22 = data.medusa;
if((typeof data22 !== "boolean") && (typeof data22 !== "string")){
const err34 = {instancePath:instancePath+"/medusa",schemaPath:"#/properties/medusa/type",keyword:"type",params:{type: schema11.properties.medusa.type},message:"must be boolean,string",schema:schema11.properties.medusa.type,parentSchema:schema11.properties.medusa,data:data22};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.roles !== undefined){
let data23 = data.roles;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key4 in data23){
let data24 = data23[key4];
const _errs67 = errors;
let valid11 = true;
const _errs68 = errors;
if(typeof data24 !== "string"){
const err35 = {};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid2 = _errs68 === errors;
errors = _errs67;
if(vErrors !== null){
if(_errs67){
vErrors.length = _errs67;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs70 = errors;
if(typeof data24 !== "string"){
const err36 = {instancePath:instancePath+"/roles/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/roles/additionalProperties/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.roles.additionalProperties.then.type,parentSchema:schema11.properties.roles.additionalProperties.then,data:data24};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var _valid2 = _errs70 === errors;
valid11 = _valid2;
ifClause2 = "then";
}
else {
const _errs72 = errors;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.env === undefined){
const err37 = {instancePath:instancePath+"/roles/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/fromEnvironment/required",keyword:"required",params:{missingProperty: "env"},message:"must have required property '"+"env"+"'",schema:schema14.required,parentSchema:schema14,data:data24};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key5 in data24){
if(!(key5 === "env")){
const err38 = {instancePath:instancePath+"/roles/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/fromEnvironment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema14,data:data24};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data24.env !== undefined){
let data25 = data24.env;
if(typeof data25 !== "string"){
const err39 = {instancePath:instancePath+"/roles/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/env",schemaPath:"#/definitions/fromEnvironment/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.env.type,parentSchema:schema14.properties.env,data:data25};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/roles/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/fromEnvironment/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema14.type,parentSchema:schema14,data:data24};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid2 = _errs72 === errors;
valid11 = _valid2;
ifClause2 = "else";
}
if(!valid11){
const err41 = {instancePath:instancePath+"/roles/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/roles/additionalProperties/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema11.properties.roles.additionalProperties.if,parentSchema:schema11.properties.roles.additionalProperties,data:data24};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.roles.type,parentSchema:schema11.properties.roles,data:data23};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.extensions !== undefined){
let data26 = data.extensions;
if(Array.isArray(data26)){
const len1 = data26.length;
for(let i1=0; i1<len1; i1++){
let data27 = data26[i1];
if(typeof data27 !== "string"){
const err43 = {instancePath:instancePath+"/extensions/" + i1,schemaPath:"#/properties/extensions/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.extensions.items.type,parentSchema:schema11.properties.extensions.items,data:data27};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/extensions",schemaPath:"#/properties/extensions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.extensions.type,parentSchema:schema11.properties.extensions,data:data26};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.shadow !== undefined){
let data28 = data.shadow;
const _errs83 = errors;
let valid16 = true;
const _errs84 = errors;
if(typeof data28 !== "string"){
const err45 = {};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
var _valid3 = _errs84 === errors;
errors = _errs83;
if(vErrors !== null){
if(_errs83){
vErrors.length = _errs83;
}
else {
vErrors = null;
}
}
let ifClause3;
if(_valid3){
const _errs86 = errors;
if(typeof data28 !== "string"){
const err46 = {instancePath:instancePath+"/shadow",schemaPath:"#/properties/shadow/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.shadow.then.type,parentSchema:schema11.properties.shadow.then,data:data28};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
var _valid3 = _errs86 === errors;
valid16 = _valid3;
ifClause3 = "then";
}
else {
const _errs88 = errors;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.env === undefined){
const err47 = {instancePath:instancePath+"/shadow",schemaPath:"#/definitions/fromEnvironment/required",keyword:"required",params:{missingProperty: "env"},message:"must have required property '"+"env"+"'",schema:schema14.required,parentSchema:schema14,data:data28};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key6 in data28){
if(!(key6 === "env")){
const err48 = {instancePath:instancePath+"/shadow",schemaPath:"#/definitions/fromEnvironment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema14,data:data28};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data28.env !== undefined){
let data29 = data28.env;
if(typeof data29 !== "string"){
const err49 = {instancePath:instancePath+"/shadow/env",schemaPath:"#/definitions/fromEnvironment/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.env.type,parentSchema:schema14.properties.env,data:data29};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/shadow",schemaPath:"#/definitions/fromEnvironment/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema14.type,parentSchema:schema14,data:data28};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var _valid3 = _errs88 === errors;
valid16 = _valid3;
ifClause3 = "else";
}
if(!valid16){
const err51 = {instancePath:instancePath+"/shadow",schemaPath:"#/properties/shadow/if",keyword:"if",params:{failingKeyword: ifClause3},message:"must match \""+ifClause3+"\" schema",schema:schema11.properties.shadow.if,parentSchema:schema11.properties.shadow,data:data28};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.online !== undefined){
let data30 = data.online;
if(typeof data30 !== "boolean"){
const err52 = {instancePath:instancePath+"/online",schemaPath:"#/properties/online/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.online.type,parentSchema:schema11.properties.online,data:data30};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.timeouts !== undefined){
let data31 = data.timeouts;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key7 in data31){
if(!(((((((key7 === "lock") || (key7 === "build")) || (key7 === "budget")) || (key7 === "wait")) || (key7 === "definitions")) || (key7 === "shadow")) || (key7 === "scripts"))){
const err53 = {instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.timeouts,data:data31};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data31.lock !== undefined){
let data32 = data31.lock;
if(typeof data32 === "string"){
if(!pattern1.test(data32)){
const err54 = {instancePath:instancePath+"/timeouts/lock",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(ms|s|m|h)$"+"\"",schema:"^[0-9]+(ms|s|m|h)$",parentSchema:schema16,data:data32};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/timeouts/lock",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data32};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data31.build !== undefined){
let data33 = data31.build;
if(typeof data33 === "string"){
if(!pattern1.test(data33)){
const err56 = {instancePath:instancePath+"/timeouts/build",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(ms|s|m|h)$"+"\"",schema:"^[0-9]+(ms|s|m|h)$",parentSchema:schema16,data:data33};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/timeouts/build",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data33};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data31.budget !== undefined){
let data34 = data31.budget;
if(typeof data34 === "string"){
if(!pattern1.test(data34)){
const err58 = {instancePath:instancePath+"/timeouts/budget",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(ms|s|m|h)$"+"\"",schema:"^[0-9]+(ms|s|m|h)$",parentSchema:schema16,data:data34};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/timeouts/budget",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data34};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data31.wait !== undefined){
let data35 = data31.wait;
if(typeof data35 === "string"){
if(!pattern1.test(data35)){
const err60 = {instancePath:instancePath+"/timeouts/wait",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(ms|s|m|h)$"+"\"",schema:"^[0-9]+(ms|s|m|h)$",parentSchema:schema16,data:data35};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/timeouts/wait",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data35};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data31.definitions !== undefined){
let data36 = data31.definitions;
if(typeof data36 === "string"){
if(!pattern1.test(data36)){
const err62 = {instancePath:instancePath+"/timeouts/definitions",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(ms|s|m|h)$"+"\"",schema:"^[0-9]+(ms|s|m|h)$",parentSchema:schema16,data:data36};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/timeouts/definitions",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data36};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data31.shadow !== undefined){
let data37 = data31.shadow;
if(typeof data37 === "string"){
if(!pattern1.test(data37)){
const err64 = {instancePath:instancePath+"/timeouts/shadow",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(ms|s|m|h)$"+"\"",schema:"^[0-9]+(ms|s|m|h)$",parentSchema:schema16,data:data37};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/timeouts/shadow",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data37};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data31.scripts !== undefined){
let data38 = data31.scripts;
if(typeof data38 === "string"){
if(!pattern1.test(data38)){
const err66 = {instancePath:instancePath+"/timeouts/scripts",schemaPath:"#/definitions/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(ms|s|m|h)$"},message:"must match pattern \""+"^[0-9]+(ms|s|m|h)$"+"\"",schema:"^[0-9]+(ms|s|m|h)$",parentSchema:schema16,data:data38};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/timeouts/scripts",schemaPath:"#/definitions/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data38};
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
const err68 = {instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.timeouts.type,parentSchema:schema11.properties.timeouts,data:data31};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data.verdicts !== undefined){
let data39 = data.verdicts;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
for(const key8 in data39){
const _errs122 = errors;
if(typeof key8 === "string"){
if(!pattern8.test(key8)){
const err69 = {instancePath:instancePath+"/verdicts",schemaPath:"#/properties/verdicts/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]*$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]*$"+"\"",schema:"^[A-Z][A-Z0-9_]*$",parentSchema:schema11.properties.verdicts.propertyNames,data:key8,propertyName:key8};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
var valid27 = _errs122 === errors;
if(!valid27){
const err70 = {instancePath:instancePath+"/verdicts",schemaPath:"#/properties/verdicts/propertyNames",keyword:"propertyNames",params:{propertyName: key8},message:"property name must be valid",schema:schema11.properties.verdicts.propertyNames,parentSchema:schema11.properties.verdicts,data:data39};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
for(const key9 in data39){
let data40 = data39[key9];
if(!(((data40 === "safe") || (data40 === "warn")) || (data40 === "unsafe"))){
const err71 = {instancePath:instancePath+"/verdicts/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/verdicts/additionalProperties/enum",keyword:"enum",params:{allowedValues: schema11.properties.verdicts.additionalProperties.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.verdicts.additionalProperties.enum,parentSchema:schema11.properties.verdicts.additionalProperties,data:data40};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/verdicts",schemaPath:"#/properties/verdicts/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.verdicts.type,parentSchema:schema11.properties.verdicts,data:data39};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.safeBelow !== undefined){
let data41 = data.safeBelow;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key10 in data41){
if(!((key10 === "rows") || (key10 === "bytes"))){
const err73 = {instancePath:instancePath+"/safeBelow",schemaPath:"#/properties/safeBelow/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.safeBelow,data:data41};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data41.rows !== undefined){
let data42 = data41.rows;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err74 = {instancePath:instancePath+"/safeBelow/rows",schemaPath:"#/properties/safeBelow/properties/rows/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.safeBelow.properties.rows.type,parentSchema:schema11.properties.safeBelow.properties.rows,data:data42};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
const err75 = {instancePath:instancePath+"/safeBelow/rows",schemaPath:"#/properties/safeBelow/properties/rows/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.safeBelow.properties.rows,data:data42};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
if(data41.bytes !== undefined){
let data43 = data41.bytes;
const _errs131 = errors;
let valid30 = true;
const _errs132 = errors;
if(typeof data43 !== "string"){
const err76 = {};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
var _valid4 = _errs132 === errors;
errors = _errs131;
if(vErrors !== null){
if(_errs131){
vErrors.length = _errs131;
}
else {
vErrors = null;
}
}
let ifClause4;
if(_valid4){
const _errs134 = errors;
if(typeof data43 === "string"){
if(!pattern9.test(data43)){
const err77 = {instancePath:instancePath+"/safeBelow/bytes",schemaPath:"#/properties/safeBelow/properties/bytes/then/pattern",keyword:"pattern",params:{pattern: "^[0-9]+ ?(kB|MB|GB)$"},message:"must match pattern \""+"^[0-9]+ ?(kB|MB|GB)$"+"\"",schema:"^[0-9]+ ?(kB|MB|GB)$",parentSchema:schema11.properties.safeBelow.properties.bytes.then,data:data43};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/safeBelow/bytes",schemaPath:"#/properties/safeBelow/properties/bytes/then/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.safeBelow.properties.bytes.then.type,parentSchema:schema11.properties.safeBelow.properties.bytes.then,data:data43};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
var _valid4 = _errs134 === errors;
valid30 = _valid4;
ifClause4 = "then";
}
else {
const _errs136 = errors;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err79 = {instancePath:instancePath+"/safeBelow/bytes",schemaPath:"#/properties/safeBelow/properties/bytes/else/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.safeBelow.properties.bytes.else.type,parentSchema:schema11.properties.safeBelow.properties.bytes.else,data:data43};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 0 || isNaN(data43)){
const err80 = {instancePath:instancePath+"/safeBelow/bytes",schemaPath:"#/properties/safeBelow/properties/bytes/else/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.safeBelow.properties.bytes.else,data:data43};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
var _valid4 = _errs136 === errors;
valid30 = _valid4;
ifClause4 = "else";
}
if(!valid30){
const err81 = {instancePath:instancePath+"/safeBelow/bytes",schemaPath:"#/properties/safeBelow/properties/bytes/if",keyword:"if",params:{failingKeyword: ifClause4},message:"must match \""+ifClause4+"\" schema",schema:schema11.properties.safeBelow.properties.bytes.if,parentSchema:schema11.properties.safeBelow.properties.bytes,data:data43};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
else {
const err82 = {instancePath:instancePath+"/safeBelow",schemaPath:"#/properties/safeBelow/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.safeBelow.type,parentSchema:schema11.properties.safeBelow,data:data41};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.scripts !== undefined){
let data44 = data.scripts;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
for(const key11 in data44){
if(!(key11 === "container")){
const err83 = {instancePath:instancePath+"/scripts",schemaPath:"#/properties/scripts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.scripts,data:data44};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data44.container !== undefined){
let data45 = data44.container;
if(typeof data45 !== "string"){
const err84 = {instancePath:instancePath+"/scripts/container",schemaPath:"#/properties/scripts/properties/container/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.scripts.properties.container.type,parentSchema:schema11.properties.scripts.properties.container,data:data45};
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
else {
const err85 = {instancePath:instancePath+"/scripts",schemaPath:"#/properties/scripts/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.scripts.type,parentSchema:schema11.properties.scripts,data:data44};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.allowAtApply !== undefined){
let data46 = data.allowAtApply;
if(typeof data46 !== "boolean"){
const err86 = {instancePath:instancePath+"/allowAtApply",schemaPath:"#/properties/allowAtApply/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.allowAtApply.type,parentSchema:schema11.properties.allowAtApply,data:data46};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.ignore !== undefined){
let data47 = data.ignore;
if(Array.isArray(data47)){
const len2 = data47.length;
for(let i2=0; i2<len2; i2++){
let data48 = data47[i2];
if(typeof data48 !== "string"){
const err87 = {instancePath:instancePath+"/ignore/" + i2,schemaPath:"#/properties/ignore/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.ignore.items.type,parentSchema:schema11.properties.ignore.items,data:data48};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
else {
const err88 = {instancePath:instancePath+"/ignore",schemaPath:"#/properties/ignore/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.ignore.type,parentSchema:schema11.properties.ignore,data:data47};
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
else {
const err89 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
