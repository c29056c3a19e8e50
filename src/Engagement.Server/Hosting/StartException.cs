namespace Engagement.Server.Hosting;

/// <summary>The server or a command cannot do its work for a reason that its operator can change; the message says what to do.</summary>
internal sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
