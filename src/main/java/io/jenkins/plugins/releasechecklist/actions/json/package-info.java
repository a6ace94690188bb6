/** The answers of the REST API as data; names and order of the components are those of the JSON (SPEC section 6). */
package io.jenkins.plugins.releasechecklist.actions.json;
