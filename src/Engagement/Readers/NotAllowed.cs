using Engagement.Graph;

namespace Engagement.Readers;

/// <summary>The caller may not do this here, though their role may elsewhere.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field that it is about, or null.</param>
internal sealed record NotAllowed(string Message, IReadOnlyList<string>? Path) : UserError(Message, Path);
