namespace Engagement.Readers;

/// <summary>The reader's row is gone since the caller was looked up; nothing was written.</summary>
internal sealed class ReaderGoneException() : Exception("The reader's row is gone.");
