/** What of Python a source may use: rules, profiles, and the check of a source against them. */
export { type CheckOptions, checkSource, checkTree, type LanguageInput, type SourceMode } from './check.js';
export { type Finding, findingLine, findingText } from './finding.js';
export { PROFILE_NAMES, type ProfileName } from './profiles.js';
export { type LanguageDocument, type LanguageRules, languageOf } from './rules.js';
