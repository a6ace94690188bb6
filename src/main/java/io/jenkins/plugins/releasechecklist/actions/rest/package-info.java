/** What programs and forms ask of a release and tell it: one type for each address, and the downloads. */
package io.jenkins.plugins.releasechecklist.actions.rest;
