namespace Engagement.Server.Hosting;

/// <summary>Where we want something else of the frameworks than they do by default; any configuration wins over it.</summary>
internal static class FrameworkDefaults
{
    private const string Address = "http://127.0.0.1:5080";

    public static void Add(WebApplicationBuilder builder)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
            // A failed start is told by the program itself, in one line; Critical is a service that broke while running.
            ["Logging:LogLevel:Microsoft.Extensions.Hosting"] = "Critical",
        };
        if (builder.Environment.IsDevelopment())
            defaults["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning"; // the greeting says it
        if (builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
            defaults["urls"] = Address;
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }
}
