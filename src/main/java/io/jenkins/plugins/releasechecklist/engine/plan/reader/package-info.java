/** Makes a plan and a checklist of nodes; a type reads one part of the document. */
package io.jenkins.plugins.releasechecklist.engine.plan.reader;
