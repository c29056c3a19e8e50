using Xunit;

namespace Engagement.Server.Tests.Hosting;

/// <summary>Waiting for what another thread or process does.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>True as soon as the condition holds; false if it does not within 30 s.</summary>
    public static Task<bool> UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            if (await condition())
                return true;
        return false;
    }
}
