using System.ComponentModel.DataAnnotations;

namespace Engagement.Server.Hosting;

/// <summary>How the server stops; section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>
    /// From the signal to the end of the process: requests under way, sockets and writes that wait are finished in it; what
    /// is not is cut, and the exit code is 1. Default 30 s; <c>Transport:DrainTimeout</c> and
    /// <c>Transport:CloseTimeout</c> lie within.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
