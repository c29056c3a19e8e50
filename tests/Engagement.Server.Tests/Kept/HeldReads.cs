using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.Server.Tests.Kept;

/// <summary>Holds the statements whose text has something in it until it is told to let them go.</summary>
/// <param name="text">A part of the statement.</param>
internal sealed class HeldReads(string text) : DbCommandInterceptor
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it holds anything.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Completes when the first one is held.</summary>
    public Task Held => _held.Task;

    /// <summary>How many were held.</summary>
    public int Number => Volatile.Read(ref _number);

    public void Release() => _released.SetResult();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (IsOn && command.CommandText.Contains(text, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _number);
            _held.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
        }
        return result;
    }
}
