using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.Tests.Live;

/// <summary>Runs something before a statement that has the text; what it throws fails the statement.</summary>
internal sealed class Statements : DbCommandInterceptor
{
    private Func<Task>? _action;
    private string _text = "";
    private int _failed;

    /// <summary>Every statement with this text fails; null: none.</summary>
    public string? Failing { get; set; }

    /// <summary>Statements that failed so.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Before the next statement with this text, once.</summary>
    public void Before(string text, Func<Task> action) => (_text, _action) = (text, action);

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains(_text, StringComparison.Ordinal) && Interlocked.Exchange(ref _action, null) is { } action)
            await action();
        if (Failing is { } failing && command.CommandText.Contains(failing, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _failed);
            throw new TimeoutException();
        }
        return result;
    }
}
