using Xunit;

namespace Engagement.Tests.Live;

/// <summary>Waits for what other tasks bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Returns when the condition holds; fails if it does not come to.</summary>
    public static async Task TrueAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Longest, "The condition did not come to hold.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }
}
