/** The drawing of the packages, which a test of the tool compares with the sources and one of the plugin with the classes. */
package io.jenkins.plugins.releasechecklist.engine.house;
