using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.Tests.Live;

/// <summary>Runs something before a statement that has the text; what it throws fails the statement.</summary>
internal sealed class Statements : DbCommandInterceptor
{
    private Func<Task>? _action;
    private string _text = "";

    /// <summary>Before the next statement with this text, once.</summary>
    public void Before(string text, Func<Task> action) => (_text, _action) = (text, action);

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains(_text, StringComparison.Ordinal) && Interlocked.Exchange(ref _action, null) is { } action)
            await action();
        return result;
    }
}
