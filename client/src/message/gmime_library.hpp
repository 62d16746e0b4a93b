#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace pop3kit::engine {

/// Initializes GMime, once in the process. Any thread may call it at any time. GMime is never shut down, because the
/// application may use it too.
void use_gmime();

struct object_release {
  void operator()(gpointer object) const noexcept { g_object_unref(object); }
};

/// Holds one reference to a GObject.
template <class T>
using object_ptr = std::unique_ptr<T, object_release>;

}  // namespace pop3kit::engine
