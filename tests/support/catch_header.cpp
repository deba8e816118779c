// Exists so that the precompiled header of the tests is built with its library.
#include "support/result_text.hpp"
