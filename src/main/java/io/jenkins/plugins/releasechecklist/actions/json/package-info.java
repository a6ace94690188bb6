/** The answers of the REST API that are about more than one release; names and order of the components are those of the JSON (SPEC section 6). */
package io.jenkins.plugins.releasechecklist.actions.json;
