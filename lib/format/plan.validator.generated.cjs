// Generated from plan.schema.json by `npm run generate`. Edit the schema, not this file.
"use strict";
module.exports = validate10;
module.exports.default = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"urn:tidemark:plan:1","title":"PlanFile","description":"One plan of one module: the statements that lead from one catalog to the next, and back.","type":"object","additionalProperties":false,"required":["tidemark","plan","summary","after","floor","base","target","proof","up","down","expect","seal"],"properties":{"tidemark":{"const":1,"description":"Format of this file. A newer number needs a newer tidemark."},"plan":{"$ref":"#/definitions/planName","description":"Module and name, e.g. product/0003-add-status."},"summary":{"type":"string","description":"One line for the reviewer: verdicts, losses, longest lock, reversibility."},"parent":{"$ref":"#/definitions/sealedPlan","tsType":"{ plan: string; seal: string }","description":"The previous plan of this module and its seal. Absent in a module's first plan. In the file one string: \"product/0002-add-weight sha256:…\"."},"after":{"type":"array","description":"Plans of other modules that this one needs, each with its seal: \"order/0001-init sha256:…\".","items":{"$ref":"#/definitions/sealedPlan"}},"also":{"type":"array","description":"Objects of other modules that this plan drops and makes again identically.","items":{"type":"string"}},"takes":{"type":"array","description":"Objects that other modules hand over to this one, with what is named within them and not said to go elsewhere; no SQL runs for it.","items":{"title":"PlanTake","type":"object","additionalProperties":false,"required":["address","from"],"properties":{"address":{"type":"string","description":"The object."},"from":{"type":"string","description":"The module that had it."}}}},"gives":{"type":"array","description":"Objects that this module hands over to others, likewise.","items":{"title":"PlanGive","type":"object","additionalProperties":false,"required":["address","to"],"properties":{"address":{"type":"string","description":"The object."},"to":{"type":"string","description":"The module that gets it."}}}},"carries":{"type":"array","description":"Objects of other modules that have another address after this plan's renames: what stands in a schema, a function that takes a type.","items":{"title":"PlanCarry","type":"object","additionalProperties":false,"required":["address","to"],"properties":{"address":{"type":"string","description":"The object, before."},"to":{"type":"string","description":"Its address afterwards."}}}},"links":{"type":"array","description":"Tables of links that this plan makes or renames, and what each one links: a link that gets another table is told by it.","items":{"title":"PlanLink","type":"object","additionalProperties":false,"required":["address","between"],"properties":{"address":{"type":"string","description":"The table."},"between":{"type":"string","description":"Both sides: module.Entity - module.Entity."}}}},"checkpoint":{"$ref":"#/definitions/hash","description":"One hash for the plans of all modules that were written together: they stand for everything before them, and a new database starts from them."},"replaces":{"type":"array","description":"Of a checkpoint: the plans of this module that it stands for, oldest first.","items":{"type":"string"}},"migrations":{"type":"array","description":"Migrations of Medusa that change rows and that came with the definitions of this plan: of what they do to rows only what people wrote into it is in it.","items":{"type":"string"}},"withheld":{"type":"array","description":"Unsafe changes that count as planned and are not run.","items":{"$ref":"#/definitions/step"}},"floor":{"type":"integer","minimum":13,"description":"Oldest PostgreSQL major version this plan runs on."},"base":{"$ref":"#/definitions/hash","description":"Fingerprint of the catalog before up, as the engine named in proof prints it."},"target":{"$ref":"#/definitions/hash","description":"Fingerprint of the catalog after up, as the engine named in proof prints it."},"proof":{"title":"PlanProof","description":"What was run before this file was written.","type":"object","additionalProperties":false,"required":["printer","engine","up","undo","down","rows"],"properties":{"printer":{"type":"string","description":"Server version and catalog version that printed the fingerprints, e.g. 18.6/catalog-1."},"engine":{"type":"string","description":"The shadow, e.g. PGlite 0.5.16."},"up":{"type":"boolean","description":"Up was run and gave the target."},"undo":{"type":"boolean","description":"Every half-way point was undone and gave its start."},"down":{"type":"boolean","description":"Down was run and gave the base."},"rows":{"type":["integer","string"],"description":"Rows that were in the tables meanwhile, or why there were none."},"assumed":{"type":"array","description":"What the shadow cannot hold and the proof took for granted.","items":{"type":"string"}}}},"unmodelled":{"type":"array","description":"Objects that the database has and tidemark does not manage.","items":{"type":"string"}},"up":{"type":"array","description":"From base to target.","items":{"$ref":"#/definitions/segment"}},"down":{"type":"array","description":"From target to base.","items":{"$ref":"#/definitions/segment"}},"expect":{"type":"object","description":"What must hold after up, by address: attributes that mean the same on every server version.","additionalProperties":{"type":"object","additionalProperties":true}},"absent":{"type":"array","description":"Addresses at which nothing may exist after up.","items":{"type":"string"}},"seal":{"$ref":"#/definitions/hash","description":"Hash of every byte above this line except acknowledgements."}},"definitions":{"planName":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]*$"},"hash":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"sealedPlan":{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$"},"segment":{"title":"PlanSegment","description":"Steps between two commit boundaries.","type":"object","additionalProperties":false,"required":["transaction","steps"],"properties":{"transaction":{"type":"boolean","description":"True: all steps commit together. False: each step runs outside a transaction block."},"steps":{"type":"array","description":"In the order they run.","items":{"$ref":"#/definitions/step"}},"undo":{"type":"array","description":"From the end of this segment back to its start, for a plan that stopped half-way.","items":{"$ref":"#/definitions/segment"}}}},"step":{"title":"PlanStep","description":"One statement.","type":"object","additionalProperties":false,"required":["step","verdict","sql"],"properties":{"step":{"type":"string","description":"What it does, for people: \"+ table column public.product.status\"."},"verdict":{"enum":["safe","unsafe"],"description":"Unsafe steps run only when every hazard is acknowledged."},"hazards":{"type":"array","description":"Reasons for care.","items":{"$ref":"#/definitions/hazard"}},"acknowledged":{"type":"array","description":"Hazards that a person accepted. The one part of the file that the seal leaves out.","items":{"$ref":"#/definitions/acknowledgement"}},"lock":{"enum":["ACCESS SHARE","ROW SHARE","ROW EXCLUSIVE","SHARE UPDATE EXCLUSIVE","SHARE","SHARE ROW EXCLUSIVE","EXCLUSIVE","ACCESS EXCLUSIVE"],"description":"The strongest lock it takes on an object that exists before."},"timeout":{"const":"build","description":"It may run long: the timeout for builds applies in place of the one for locks."},"check":{"title":"PlanCheck","description":"A read-only query run before the plan's first write.","type":"object","additionalProperties":false,"required":["sql","message"],"properties":{"sql":{"type":"string","description":"Returns one number: how many rows would make the step fail."},"message":{"type":"string","description":"What the counted rows violate."},"list":{"type":"string","description":"A query that lists those rows."}}},"probe":{"title":"PlanProbe","description":"How to ask the catalog whether a step outside a transaction is done.","type":"object","additionalProperties":false,"required":["sql"],"properties":{"sql":{"type":"string","description":"Returns one text: done, todo or broken."},"repair":{"type":"string","description":"Removes what a broken attempt left behind."}}},"makes":{"type":"array","description":"Addresses that exist afterwards and did not before.","items":{"type":"string"}},"alters":{"type":"array","description":"Addresses whose attributes change.","items":{"type":"string"}},"breaks":{"type":"array","description":"Addresses that do not exist afterwards.","items":{"type":"string"}},"needs":{"type":"array","description":"Addresses that must exist before.","items":{"type":"string"}},"hand":{"const":true,"description":"Written by a person; kept when the plan is made again."},"sql":{"type":"string","description":"The statement."}}},"hazard":{"title":"PlanHazard","type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"$ref":"#/definitions/code","description":"e.g. DATA_DROP_COLUMN."},"message":{"type":"string","description":"One sentence for the person on call."},"remedy":{"type":"string","description":"What to do instead."},"advisory":{"const":true,"description":"Worth knowing on an unsafe step, but not what makes it unsafe: nobody need acknowledge it."}}},"acknowledgement":{"title":"PlanAcknowledgement","type":"object","additionalProperties":false,"required":["code","reason"],"properties":{"code":{"$ref":"#/definitions/code","description":"A hazard of this step."},"reason":{"type":"string","description":"Why it is acceptable here."}}},"code":{"type":"string","pattern":"^[A-Z][A-Z0-9_]*$"}}};
const schema12 = {"type":"string","pattern":"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]*$"};
const schema13 = {"type":"string","pattern":"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$"};
const schema15 = {"type":"string","pattern":"^sha256:[0-9a-f]{64}$"};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]*$", "u");
const pattern1 = new RegExp("^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$", "u");
const pattern3 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
const schema16 = {"title":"PlanStep","description":"One statement.","type":"object","additionalProperties":false,"required":["step","verdict","sql"],"properties":{"step":{"type":"string","description":"What it does, for people: \"+ table column public.product.status\"."},"verdict":{"enum":["safe","unsafe"],"description":"Unsafe steps run only when every hazard is acknowledged."},"hazards":{"type":"array","description":"Reasons for care.","items":{"$ref":"#/definitions/hazard"}},"acknowledged":{"type":"array","description":"Hazards that a person accepted. The one part of the file that the seal leaves out.","items":{"$ref":"#/definitions/acknowledgement"}},"lock":{"enum":["ACCESS SHARE","ROW SHARE","ROW EXCLUSIVE","SHARE UPDATE EXCLUSIVE","SHARE","SHARE ROW EXCLUSIVE","EXCLUSIVE","ACCESS EXCLUSIVE"],"description":"The strongest lock it takes on an object that exists before."},"timeout":{"const":"build","description":"It may run long: the timeout for builds applies in place of the one for locks."},"check":{"title":"PlanCheck","description":"A read-only query run before the plan's first write.","type":"object","additionalProperties":false,"required":["sql","message"],"properties":{"sql":{"type":"string","description":"Returns one number: how many rows would make the step fail."},"message":{"type":"string","description":"What the counted rows violate."},"list":{"type":"string","description":"A query that lists those rows."}}},"probe":{"title":"PlanProbe","description":"How to ask the catalog whether a step outside a transaction is done.","type":"object","additionalProperties":false,"required":["sql"],"properties":{"sql":{"type":"string","description":"Returns one text: done, todo or broken."},"repair":{"type":"string","description":"Removes what a broken attempt left behind."}}},"makes":{"type":"array","description":"Addresses that exist afterwards and did not before.","items":{"type":"string"}},"alters":{"type":"array","description":"Addresses whose attributes change.","items":{"type":"string"}},"breaks":{"type":"array","description":"Addresses that do not exist afterwards.","items":{"type":"string"}},"needs":{"type":"array","description":"Addresses that must exist before.","items":{"type":"string"}},"hand":{"const":true,"description":"Written by a person; kept when the plan is made again."},"sql":{"type":"string","description":"The statement."}}};
const schema17 = {"title":"PlanHazard","type":"object","additionalProperties":false,"required":["code","message"],"properties":{"code":{"$ref":"#/definitions/code","description":"e.g. DATA_DROP_COLUMN."},"message":{"type":"string","description":"One sentence for the person on call."},"remedy":{"type":"string","description":"What to do instead."},"advisory":{"const":true,"description":"Worth knowing on an unsafe step, but not what makes it unsafe: nobody need acknowledge it."}}};
const schema18 = {"type":"string","pattern":"^[A-Z][A-Z0-9_]*$"};
const pattern4 = new RegExp("^[A-Z][A-Z0-9_]*$", "u");

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.code === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'",schema:schema17.required,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.message === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'",schema:schema17.required,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "code") || (key0 === "message")) || (key0 === "remedy")) || (key0 === "advisory"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.code !== undefined){
let data0 = data.code;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/code",schemaPath:"#/definitions/code/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]*$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]*$"+"\"",schema:"^[A-Z][A-Z0-9_]*$",parentSchema:schema18,data:data0};
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
const err4 = {instancePath:instancePath+"/code",schemaPath:"#/definitions/code/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.type,parentSchema:schema18,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.message !== undefined){
let data1 = data.message;
if(typeof data1 !== "string"){
const err5 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema17.properties.message.type,parentSchema:schema17.properties.message,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.remedy !== undefined){
let data2 = data.remedy;
if(typeof data2 !== "string"){
const err6 = {instancePath:instancePath+"/remedy",schemaPath:"#/properties/remedy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema17.properties.remedy.type,parentSchema:schema17.properties.remedy,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.advisory !== undefined){
let data3 = data.advisory;
if(true !== data3){
const err7 = {instancePath:instancePath+"/advisory",schemaPath:"#/properties/advisory/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant",schema:true,parentSchema:schema17.properties.advisory,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema17.type,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

const schema19 = {"title":"PlanAcknowledgement","type":"object","additionalProperties":false,"required":["code","reason"],"properties":{"code":{"$ref":"#/definitions/code","description":"A hazard of this step."},"reason":{"type":"string","description":"Why it is acceptable here."}}};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.code === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'",schema:schema19.required,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.reason === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'",schema:schema19.required,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "code") || (key0 === "reason"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.code !== undefined){
let data0 = data.code;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/code",schemaPath:"#/definitions/code/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]*$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]*$"+"\"",schema:"^[A-Z][A-Z0-9_]*$",parentSchema:schema18,data:data0};
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
const err4 = {instancePath:instancePath+"/code",schemaPath:"#/definitions/code/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.type,parentSchema:schema18,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.reason !== undefined){
let data1 = data.reason;
if(typeof data1 !== "string"){
const err5 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.reason.type,parentSchema:schema19.properties.reason,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}


function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.step === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "step"},message:"must have required property '"+"step"+"'",schema:schema16.required,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.verdict === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verdict"},message:"must have required property '"+"verdict"+"'",schema:schema16.required,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.sql === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema16.required,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema16.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.step !== undefined){
let data0 = data.step;
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/step",schemaPath:"#/properties/step/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.step.type,parentSchema:schema16.properties.step,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.verdict !== undefined){
let data1 = data.verdict;
if(!((data1 === "safe") || (data1 === "unsafe"))){
const err5 = {instancePath:instancePath+"/verdict",schemaPath:"#/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema16.properties.verdict.enum},message:"must be equal to one of the allowed values",schema:schema16.properties.verdict.enum,parentSchema:schema16.properties.verdict,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.hazards !== undefined){
let data2 = data.hazards;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate12(data2[i0], {instancePath:instancePath+"/hazards/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/hazards",schemaPath:"#/properties/hazards/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema16.properties.hazards.type,parentSchema:schema16.properties.hazards,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.acknowledged !== undefined){
let data4 = data.acknowledged;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
if(!(validate14(data4[i1], {instancePath:instancePath+"/acknowledged/" + i1,parentData:data4,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/acknowledged",schemaPath:"#/properties/acknowledged/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema16.properties.acknowledged.type,parentSchema:schema16.properties.acknowledged,data:data4};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.lock !== undefined){
let data6 = data.lock;
if(!((((((((data6 === "ACCESS SHARE") || (data6 === "ROW SHARE")) || (data6 === "ROW EXCLUSIVE")) || (data6 === "SHARE UPDATE EXCLUSIVE")) || (data6 === "SHARE")) || (data6 === "SHARE ROW EXCLUSIVE")) || (data6 === "EXCLUSIVE")) || (data6 === "ACCESS EXCLUSIVE"))){
const err8 = {instancePath:instancePath+"/lock",schemaPath:"#/properties/lock/enum",keyword:"enum",params:{allowedValues: schema16.properties.lock.enum},message:"must be equal to one of the allowed values",schema:schema16.properties.lock.enum,parentSchema:schema16.properties.lock,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.timeout !== undefined){
let data7 = data.timeout;
if("build" !== data7){
const err9 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/const",keyword:"const",params:{allowedValue: "build"},message:"must be equal to constant",schema:"build",parentSchema:schema16.properties.timeout,data:data7};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.check !== undefined){
let data8 = data.check;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.sql === undefined){
const err10 = {instancePath:instancePath+"/check",schemaPath:"#/properties/check/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema16.properties.check.required,parentSchema:schema16.properties.check,data:data8};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data8.message === undefined){
const err11 = {instancePath:instancePath+"/check",schemaPath:"#/properties/check/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'",schema:schema16.properties.check.required,parentSchema:schema16.properties.check,data:data8};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data8){
if(!(((key1 === "sql") || (key1 === "message")) || (key1 === "list"))){
const err12 = {instancePath:instancePath+"/check",schemaPath:"#/properties/check/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema16.properties.check,data:data8};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data8.sql !== undefined){
let data9 = data8.sql;
if(typeof data9 !== "string"){
const err13 = {instancePath:instancePath+"/check/sql",schemaPath:"#/properties/check/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.check.properties.sql.type,parentSchema:schema16.properties.check.properties.sql,data:data9};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data8.message !== undefined){
let data10 = data8.message;
if(typeof data10 !== "string"){
const err14 = {instancePath:instancePath+"/check/message",schemaPath:"#/properties/check/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.check.properties.message.type,parentSchema:schema16.properties.check.properties.message,data:data10};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data8.list !== undefined){
let data11 = data8.list;
if(typeof data11 !== "string"){
const err15 = {instancePath:instancePath+"/check/list",schemaPath:"#/properties/check/properties/list/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.check.properties.list.type,parentSchema:schema16.properties.check.properties.list,data:data11};
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
const err16 = {instancePath:instancePath+"/check",schemaPath:"#/properties/check/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.properties.check.type,parentSchema:schema16.properties.check,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.probe !== undefined){
let data12 = data.probe;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.sql === undefined){
const err17 = {instancePath:instancePath+"/probe",schemaPath:"#/properties/probe/required",keyword:"required",params:{missingProperty: "sql"},message:"must have required property '"+"sql"+"'",schema:schema16.properties.probe.required,parentSchema:schema16.properties.probe,data:data12};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key2 in data12){
if(!((key2 === "sql") || (key2 === "repair"))){
const err18 = {instancePath:instancePath+"/probe",schemaPath:"#/properties/probe/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema16.properties.probe,data:data12};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data12.sql !== undefined){
let data13 = data12.sql;
if(typeof data13 !== "string"){
const err19 = {instancePath:instancePath+"/probe/sql",schemaPath:"#/properties/probe/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.probe.properties.sql.type,parentSchema:schema16.properties.probe.properties.sql,data:data13};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data12.repair !== undefined){
let data14 = data12.repair;
if(typeof data14 !== "string"){
const err20 = {instancePath:instancePath+"/probe/repair",schemaPath:"#/properties/probe/properties/repair/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.probe.properties.repair.type,parentSchema:schema16.properties.probe.properties.repair,data:data14};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/probe",schemaPath:"#/properties/probe/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.properties.probe.type,parentSchema:schema16.properties.probe,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.makes !== undefined){
let data15 = data.makes;
if(Array.isArray(data15)){
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
let data16 = data15[i2];
if(typeof data16 !== "string"){
const err22 = {instancePath:instancePath+"/makes/" + i2,schemaPath:"#/properties/makes/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.makes.items.type,parentSchema:schema16.properties.makes.items,data:data16};
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
const err23 = {instancePath:instancePath+"/makes",schemaPath:"#/properties/makes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema16.properties.makes.type,parentSchema:schema16.properties.makes,data:data15};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.alters !== undefined){
let data17 = data.alters;
if(Array.isArray(data17)){
const len3 = data17.length;
for(let i3=0; i3<len3; i3++){
let data18 = data17[i3];
if(typeof data18 !== "string"){
const err24 = {instancePath:instancePath+"/alters/" + i3,schemaPath:"#/properties/alters/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.alters.items.type,parentSchema:schema16.properties.alters.items,data:data18};
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
const err25 = {instancePath:instancePath+"/alters",schemaPath:"#/properties/alters/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema16.properties.alters.type,parentSchema:schema16.properties.alters,data:data17};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.breaks !== undefined){
let data19 = data.breaks;
if(Array.isArray(data19)){
const len4 = data19.length;
for(let i4=0; i4<len4; i4++){
let data20 = data19[i4];
if(typeof data20 !== "string"){
const err26 = {instancePath:instancePath+"/breaks/" + i4,schemaPath:"#/properties/breaks/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.breaks.items.type,parentSchema:schema16.properties.breaks.items,data:data20};
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
const err27 = {instancePath:instancePath+"/breaks",schemaPath:"#/properties/breaks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema16.properties.breaks.type,parentSchema:schema16.properties.breaks,data:data19};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.needs !== undefined){
let data21 = data.needs;
if(Array.isArray(data21)){
const len5 = data21.length;
for(let i5=0; i5<len5; i5++){
let data22 = data21[i5];
if(typeof data22 !== "string"){
const err28 = {instancePath:instancePath+"/needs/" + i5,schemaPath:"#/properties/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.needs.items.type,parentSchema:schema16.properties.needs.items,data:data22};
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
const err29 = {instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema16.properties.needs.type,parentSchema:schema16.properties.needs,data:data21};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.hand !== undefined){
let data23 = data.hand;
if(true !== data23){
const err30 = {instancePath:instancePath+"/hand",schemaPath:"#/properties/hand/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant",schema:true,parentSchema:schema16.properties.hand,data:data23};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.sql !== undefined){
let data24 = data.sql;
if(typeof data24 !== "string"){
const err31 = {instancePath:instancePath+"/sql",schemaPath:"#/properties/sql/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.properties.sql.type,parentSchema:schema16.properties.sql,data:data24};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.type,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema23 = {"title":"PlanSegment","description":"Steps between two commit boundaries.","type":"object","additionalProperties":false,"required":["transaction","steps"],"properties":{"transaction":{"type":"boolean","description":"True: all steps commit together. False: each step runs outside a transaction block."},"steps":{"type":"array","description":"In the order they run.","items":{"$ref":"#/definitions/step"}},"undo":{"type":"array","description":"From the end of this segment back to its start, for a plan that stopped half-way.","items":{"$ref":"#/definitions/segment"}}}};
const wrapper0 = {validate: validate17};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.transaction === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "transaction"},message:"must have required property '"+"transaction"+"'",schema:schema23.required,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.steps === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "steps"},message:"must have required property '"+"steps"+"'",schema:schema23.required,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "transaction") || (key0 === "steps")) || (key0 === "undo"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.transaction !== undefined){
let data0 = data.transaction;
if(typeof data0 !== "boolean"){
const err3 = {instancePath:instancePath+"/transaction",schemaPath:"#/properties/transaction/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema23.properties.transaction.type,parentSchema:schema23.properties.transaction,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.steps !== undefined){
let data1 = data.steps;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate11(data1[i0], {instancePath:instancePath+"/steps/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema23.properties.steps.type,parentSchema:schema23.properties.steps,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.undo !== undefined){
let data3 = data.undo;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(!(wrapper0.validate(data3[i1], {instancePath:instancePath+"/undo/" + i1,parentData:data3,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema23.properties.undo.type,parentSchema:schema23.properties.undo,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="urn:tidemark:plan:1" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.tidemark === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tidemark"},message:"must have required property '"+"tidemark"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.plan === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "plan"},message:"must have required property '"+"plan"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.summary === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "summary"},message:"must have required property '"+"summary"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.after === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "after"},message:"must have required property '"+"after"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.floor === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "floor"},message:"must have required property '"+"floor"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.base === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "base"},message:"must have required property '"+"base"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.target === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "target"},message:"must have required property '"+"target"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.proof === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "proof"},message:"must have required property '"+"proof"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.up === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "up"},message:"must have required property '"+"up"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.down === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "down"},message:"must have required property '"+"down"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.expect === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "expect"},message:"must have required property '"+"expect"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.seal === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "seal"},message:"must have required property '"+"seal"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
const err12 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.tidemark !== undefined){
let data0 = data.tidemark;
if(1 !== data0){
const err13 = {instancePath:instancePath+"/tidemark",schemaPath:"#/properties/tidemark/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema11.properties.tidemark,data:data0};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.plan !== undefined){
let data1 = data.plan;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err14 = {instancePath:instancePath+"/plan",schemaPath:"#/definitions/planName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]*$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]*$",parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/plan",schemaPath:"#/definitions/planName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.summary !== undefined){
let data2 = data.summary;
if(typeof data2 !== "string"){
const err16 = {instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.summary.type,parentSchema:schema11.properties.summary,data:data2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.parent !== undefined){
let data3 = data.parent;
if(typeof data3 === "string"){
if(!pattern1.test(data3)){
const err17 = {instancePath:instancePath+"/parent",schemaPath:"#/definitions/sealedPlan/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$",parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/parent",schemaPath:"#/definitions/sealedPlan/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.after !== undefined){
let data4 = data.after;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern1.test(data5)){
const err19 = {instancePath:instancePath+"/after/" + i0,schemaPath:"#/definitions/sealedPlan/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*/[0-9]{4,}-[a-z0-9][a-z0-9_-]* sha256:[0-9a-f]{64}$",parentSchema:schema13,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/after/" + i0,schemaPath:"#/definitions/sealedPlan/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.after.type,parentSchema:schema11.properties.after,data:data4};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.also !== undefined){
let data6 = data.also;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 !== "string"){
const err22 = {instancePath:instancePath+"/also/" + i1,schemaPath:"#/properties/also/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.also.items.type,parentSchema:schema11.properties.also.items,data:data7};
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
const err23 = {instancePath:instancePath+"/also",schemaPath:"#/properties/also/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.also.type,parentSchema:schema11.properties.also,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.takes !== undefined){
let data8 = data.takes;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.address === undefined){
const err24 = {instancePath:instancePath+"/takes/" + i2,schemaPath:"#/properties/takes/items/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema11.properties.takes.items.required,parentSchema:schema11.properties.takes.items,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data9.from === undefined){
const err25 = {instancePath:instancePath+"/takes/" + i2,schemaPath:"#/properties/takes/items/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'",schema:schema11.properties.takes.items.required,parentSchema:schema11.properties.takes.items,data:data9};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 in data9){
if(!((key1 === "address") || (key1 === "from"))){
const err26 = {instancePath:instancePath+"/takes/" + i2,schemaPath:"#/properties/takes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.takes.items,data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.address !== undefined){
let data10 = data9.address;
if(typeof data10 !== "string"){
const err27 = {instancePath:instancePath+"/takes/" + i2+"/address",schemaPath:"#/properties/takes/items/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.takes.items.properties.address.type,parentSchema:schema11.properties.takes.items.properties.address,data:data10};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data9.from !== undefined){
let data11 = data9.from;
if(typeof data11 !== "string"){
const err28 = {instancePath:instancePath+"/takes/" + i2+"/from",schemaPath:"#/properties/takes/items/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.takes.items.properties.from.type,parentSchema:schema11.properties.takes.items.properties.from,data:data11};
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
const err29 = {instancePath:instancePath+"/takes/" + i2,schemaPath:"#/properties/takes/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.takes.items.type,parentSchema:schema11.properties.takes.items,data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/takes",schemaPath:"#/properties/takes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.takes.type,parentSchema:schema11.properties.takes,data:data8};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.gives !== undefined){
let data12 = data.gives;
if(Array.isArray(data12)){
const len3 = data12.length;
for(let i3=0; i3<len3; i3++){
let data13 = data12[i3];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.address === undefined){
const err31 = {instancePath:instancePath+"/gives/" + i3,schemaPath:"#/properties/gives/items/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema11.properties.gives.items.required,parentSchema:schema11.properties.gives.items,data:data13};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data13.to === undefined){
const err32 = {instancePath:instancePath+"/gives/" + i3,schemaPath:"#/properties/gives/items/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema11.properties.gives.items.required,parentSchema:schema11.properties.gives.items,data:data13};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key2 in data13){
if(!((key2 === "address") || (key2 === "to"))){
const err33 = {instancePath:instancePath+"/gives/" + i3,schemaPath:"#/properties/gives/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.gives.items,data:data13};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data13.address !== undefined){
let data14 = data13.address;
if(typeof data14 !== "string"){
const err34 = {instancePath:instancePath+"/gives/" + i3+"/address",schemaPath:"#/properties/gives/items/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.gives.items.properties.address.type,parentSchema:schema11.properties.gives.items.properties.address,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data13.to !== undefined){
let data15 = data13.to;
if(typeof data15 !== "string"){
const err35 = {instancePath:instancePath+"/gives/" + i3+"/to",schemaPath:"#/properties/gives/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.gives.items.properties.to.type,parentSchema:schema11.properties.gives.items.properties.to,data:data15};
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
const err36 = {instancePath:instancePath+"/gives/" + i3,schemaPath:"#/properties/gives/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.gives.items.type,parentSchema:schema11.properties.gives.items,data:data13};
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
const err37 = {instancePath:instancePath+"/gives",schemaPath:"#/properties/gives/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.gives.type,parentSchema:schema11.properties.gives,data:data12};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.carries !== undefined){
let data16 = data.carries;
if(Array.isArray(data16)){
const len4 = data16.length;
for(let i4=0; i4<len4; i4++){
let data17 = data16[i4];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.address === undefined){
const err38 = {instancePath:instancePath+"/carries/" + i4,schemaPath:"#/properties/carries/items/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema11.properties.carries.items.required,parentSchema:schema11.properties.carries.items,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data17.to === undefined){
const err39 = {instancePath:instancePath+"/carries/" + i4,schemaPath:"#/properties/carries/items/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema11.properties.carries.items.required,parentSchema:schema11.properties.carries.items,data:data17};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key3 in data17){
if(!((key3 === "address") || (key3 === "to"))){
const err40 = {instancePath:instancePath+"/carries/" + i4,schemaPath:"#/properties/carries/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.carries.items,data:data17};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data17.address !== undefined){
let data18 = data17.address;
if(typeof data18 !== "string"){
const err41 = {instancePath:instancePath+"/carries/" + i4+"/address",schemaPath:"#/properties/carries/items/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.carries.items.properties.address.type,parentSchema:schema11.properties.carries.items.properties.address,data:data18};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data17.to !== undefined){
let data19 = data17.to;
if(typeof data19 !== "string"){
const err42 = {instancePath:instancePath+"/carries/" + i4+"/to",schemaPath:"#/properties/carries/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.carries.items.properties.to.type,parentSchema:schema11.properties.carries.items.properties.to,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/carries/" + i4,schemaPath:"#/properties/carries/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.carries.items.type,parentSchema:schema11.properties.carries.items,data:data17};
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
const err44 = {instancePath:instancePath+"/carries",schemaPath:"#/properties/carries/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.carries.type,parentSchema:schema11.properties.carries,data:data16};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.links !== undefined){
let data20 = data.links;
if(Array.isArray(data20)){
const len5 = data20.length;
for(let i5=0; i5<len5; i5++){
let data21 = data20[i5];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.address === undefined){
const err45 = {instancePath:instancePath+"/links/" + i5,schemaPath:"#/properties/links/items/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema11.properties.links.items.required,parentSchema:schema11.properties.links.items,data:data21};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data21.between === undefined){
const err46 = {instancePath:instancePath+"/links/" + i5,schemaPath:"#/properties/links/items/required",keyword:"required",params:{missingProperty: "between"},message:"must have required property '"+"between"+"'",schema:schema11.properties.links.items.required,parentSchema:schema11.properties.links.items,data:data21};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
for(const key4 in data21){
if(!((key4 === "address") || (key4 === "between"))){
const err47 = {instancePath:instancePath+"/links/" + i5,schemaPath:"#/properties/links/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.links.items,data:data21};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data21.address !== undefined){
let data22 = data21.address;
if(typeof data22 !== "string"){
const err48 = {instancePath:instancePath+"/links/" + i5+"/address",schemaPath:"#/properties/links/items/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.links.items.properties.address.type,parentSchema:schema11.properties.links.items.properties.address,data:data22};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data21.between !== undefined){
let data23 = data21.between;
if(typeof data23 !== "string"){
const err49 = {instancePath:instancePath+"/links/" + i5+"/between",schemaPath:"#/properties/links/items/properties/between/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.links.items.properties.between.type,parentSchema:schema11.properties.links.items.properties.between,data:data23};
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
const err50 = {instancePath:instancePath+"/links/" + i5,schemaPath:"#/properties/links/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.links.items.type,parentSchema:schema11.properties.links.items,data:data21};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/links",schemaPath:"#/properties/links/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.links.type,parentSchema:schema11.properties.links,data:data20};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.checkpoint !== undefined){
let data24 = data.checkpoint;
if(typeof data24 === "string"){
if(!pattern3.test(data24)){
const err52 = {instancePath:instancePath+"/checkpoint",schemaPath:"#/definitions/hash/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"",schema:"^sha256:[0-9a-f]{64}$",parentSchema:schema15,data:data24};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/checkpoint",schemaPath:"#/definitions/hash/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data24};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.replaces !== undefined){
let data25 = data.replaces;
if(Array.isArray(data25)){
const len6 = data25.length;
for(let i6=0; i6<len6; i6++){
let data26 = data25[i6];
if(typeof data26 !== "string"){
const err54 = {instancePath:instancePath+"/replaces/" + i6,schemaPath:"#/properties/replaces/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.replaces.items.type,parentSchema:schema11.properties.replaces.items,data:data26};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/replaces",schemaPath:"#/properties/replaces/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.replaces.type,parentSchema:schema11.properties.replaces,data:data25};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.migrations !== undefined){
let data27 = data.migrations;
if(Array.isArray(data27)){
const len7 = data27.length;
for(let i7=0; i7<len7; i7++){
let data28 = data27[i7];
if(typeof data28 !== "string"){
const err56 = {instancePath:instancePath+"/migrations/" + i7,schemaPath:"#/properties/migrations/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.migrations.items.type,parentSchema:schema11.properties.migrations.items,data:data28};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/migrations",schemaPath:"#/properties/migrations/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.migrations.type,parentSchema:schema11.properties.migrations,data:data27};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.withheld !== undefined){
let data29 = data.withheld;
if(Array.isArray(data29)){
const len8 = data29.length;
for(let i8=0; i8<len8; i8++){
if(!(validate11(data29[i8], {instancePath:instancePath+"/withheld/" + i8,parentData:data29,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
}
else {
const err58 = {instancePath:instancePath+"/withheld",schemaPath:"#/properties/withheld/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.withheld.type,parentSchema:schema11.properties.withheld,data:data29};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.floor !== undefined){
let data31 = data.floor;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err59 = {instancePath:instancePath+"/floor",schemaPath:"#/properties/floor/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.floor.type,parentSchema:schema11.properties.floor,data:data31};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 13 || isNaN(data31)){
const err60 = {instancePath:instancePath+"/floor",schemaPath:"#/properties/floor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 13},message:"must be >= 13",schema:13,parentSchema:schema11.properties.floor,data:data31};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data.base !== undefined){
let data32 = data.base;
if(typeof data32 === "string"){
if(!pattern3.test(data32)){
const err61 = {instancePath:instancePath+"/base",schemaPath:"#/definitions/hash/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"",schema:"^sha256:[0-9a-f]{64}$",parentSchema:schema15,data:data32};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/base",schemaPath:"#/definitions/hash/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data32};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data.target !== undefined){
let data33 = data.target;
if(typeof data33 === "string"){
if(!pattern3.test(data33)){
const err63 = {instancePath:instancePath+"/target",schemaPath:"#/definitions/hash/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"",schema:"^sha256:[0-9a-f]{64}$",parentSchema:schema15,data:data33};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/target",schemaPath:"#/definitions/hash/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data33};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data.proof !== undefined){
let data34 = data.proof;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.printer === undefined){
const err65 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/required",keyword:"required",params:{missingProperty: "printer"},message:"must have required property '"+"printer"+"'",schema:schema11.properties.proof.required,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data34.engine === undefined){
const err66 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/required",keyword:"required",params:{missingProperty: "engine"},message:"must have required property '"+"engine"+"'",schema:schema11.properties.proof.required,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data34.up === undefined){
const err67 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/required",keyword:"required",params:{missingProperty: "up"},message:"must have required property '"+"up"+"'",schema:schema11.properties.proof.required,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data34.undo === undefined){
const err68 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/required",keyword:"required",params:{missingProperty: "undo"},message:"must have required property '"+"undo"+"'",schema:schema11.properties.proof.required,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data34.down === undefined){
const err69 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/required",keyword:"required",params:{missingProperty: "down"},message:"must have required property '"+"down"+"'",schema:schema11.properties.proof.required,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data34.rows === undefined){
const err70 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/required",keyword:"required",params:{missingProperty: "rows"},message:"must have required property '"+"rows"+"'",schema:schema11.properties.proof.required,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
for(const key5 in data34){
if(!(((((((key5 === "printer") || (key5 === "engine")) || (key5 === "up")) || (key5 === "undo")) || (key5 === "down")) || (key5 === "rows")) || (key5 === "assumed"))){
const err71 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data34.printer !== undefined){
let data35 = data34.printer;
if(typeof data35 !== "string"){
const err72 = {instancePath:instancePath+"/proof/printer",schemaPath:"#/properties/proof/properties/printer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.proof.properties.printer.type,parentSchema:schema11.properties.proof.properties.printer,data:data35};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data34.engine !== undefined){
let data36 = data34.engine;
if(typeof data36 !== "string"){
const err73 = {instancePath:instancePath+"/proof/engine",schemaPath:"#/properties/proof/properties/engine/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.proof.properties.engine.type,parentSchema:schema11.properties.proof.properties.engine,data:data36};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data34.up !== undefined){
let data37 = data34.up;
if(typeof data37 !== "boolean"){
const err74 = {instancePath:instancePath+"/proof/up",schemaPath:"#/properties/proof/properties/up/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.proof.properties.up.type,parentSchema:schema11.properties.proof.properties.up,data:data37};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data34.undo !== undefined){
let data38 = data34.undo;
if(typeof data38 !== "boolean"){
const err75 = {instancePath:instancePath+"/proof/undo",schemaPath:"#/properties/proof/properties/undo/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.proof.properties.undo.type,parentSchema:schema11.properties.proof.properties.undo,data:data38};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data34.down !== undefined){
let data39 = data34.down;
if(typeof data39 !== "boolean"){
const err76 = {instancePath:instancePath+"/proof/down",schemaPath:"#/properties/proof/properties/down/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.proof.properties.down.type,parentSchema:schema11.properties.proof.properties.down,data:data39};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data34.rows !== undefined){
let data40 = data34.rows;
if((!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))) && (typeof data40 !== "string")){
const err77 = {instancePath:instancePath+"/proof/rows",schemaPath:"#/properties/proof/properties/rows/type",keyword:"type",params:{type: schema11.properties.proof.properties.rows.type},message:"must be integer,string",schema:schema11.properties.proof.properties.rows.type,parentSchema:schema11.properties.proof.properties.rows,data:data40};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data34.assumed !== undefined){
let data41 = data34.assumed;
if(Array.isArray(data41)){
const len9 = data41.length;
for(let i9=0; i9<len9; i9++){
let data42 = data41[i9];
if(typeof data42 !== "string"){
const err78 = {instancePath:instancePath+"/proof/assumed/" + i9,schemaPath:"#/properties/proof/properties/assumed/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.proof.properties.assumed.items.type,parentSchema:schema11.properties.proof.properties.assumed.items,data:data42};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/proof/assumed",schemaPath:"#/properties/proof/properties/assumed/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.proof.properties.assumed.type,parentSchema:schema11.properties.proof.properties.assumed,data:data41};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/proof",schemaPath:"#/properties/proof/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.proof.type,parentSchema:schema11.properties.proof,data:data34};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.unmodelled !== undefined){
let data43 = data.unmodelled;
if(Array.isArray(data43)){
const len10 = data43.length;
for(let i10=0; i10<len10; i10++){
let data44 = data43[i10];
if(typeof data44 !== "string"){
const err81 = {instancePath:instancePath+"/unmodelled/" + i10,schemaPath:"#/properties/unmodelled/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.unmodelled.items.type,parentSchema:schema11.properties.unmodelled.items,data:data44};
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
const err82 = {instancePath:instancePath+"/unmodelled",schemaPath:"#/properties/unmodelled/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.unmodelled.type,parentSchema:schema11.properties.unmodelled,data:data43};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data.up !== undefined){
let data45 = data.up;
if(Array.isArray(data45)){
const len11 = data45.length;
for(let i11=0; i11<len11; i11++){
if(!(validate17(data45[i11], {instancePath:instancePath+"/up/" + i11,parentData:data45,parentDataProperty:i11,rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
}
else {
const err83 = {instancePath:instancePath+"/up",schemaPath:"#/properties/up/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.up.type,parentSchema:schema11.properties.up,data:data45};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data.down !== undefined){
let data47 = data.down;
if(Array.isArray(data47)){
const len12 = data47.length;
for(let i12=0; i12<len12; i12++){
if(!(validate17(data47[i12], {instancePath:instancePath+"/down/" + i12,parentData:data47,parentDataProperty:i12,rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
}
else {
const err84 = {instancePath:instancePath+"/down",schemaPath:"#/properties/down/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.down.type,parentSchema:schema11.properties.down,data:data47};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.expect !== undefined){
let data49 = data.expect;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
for(const key6 in data49){
let data50 = data49[key6];
if(data50 && typeof data50 == "object" && !Array.isArray(data50)){
}
else {
const err85 = {instancePath:instancePath+"/expect/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/expect/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.expect.additionalProperties.type,parentSchema:schema11.properties.expect.additionalProperties,data:data50};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
else {
const err86 = {instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.expect.type,parentSchema:schema11.properties.expect,data:data49};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data.absent !== undefined){
let data51 = data.absent;
if(Array.isArray(data51)){
const len13 = data51.length;
for(let i13=0; i13<len13; i13++){
let data52 = data51[i13];
if(typeof data52 !== "string"){
const err87 = {instancePath:instancePath+"/absent/" + i13,schemaPath:"#/properties/absent/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.absent.items.type,parentSchema:schema11.properties.absent.items,data:data52};
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
const err88 = {instancePath:instancePath+"/absent",schemaPath:"#/properties/absent/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.absent.type,parentSchema:schema11.properties.absent,data:data51};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data.seal !== undefined){
let data53 = data.seal;
if(typeof data53 === "string"){
if(!pattern3.test(data53)){
const err89 = {instancePath:instancePath+"/seal",schemaPath:"#/definitions/hash/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"},message:"must match pattern \""+"^sha256:[0-9a-f]{64}$"+"\"",schema:"^sha256:[0-9a-f]{64}$",parentSchema:schema15,data:data53};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/seal",schemaPath:"#/definitions/hash/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.type,parentSchema:schema15,data:data53};
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
const err91 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
