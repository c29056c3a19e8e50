using Microsoft.Extensions.Options;

namespace Engagement.Server.Hosting;

/// <summary>A section of the configuration and the options class that documents it.</summary>
internal sealed record SettingsSection(string Name, Type Options);

/// <summary>Connects options classes with sections, and finds settings that no class has.</summary>
internal static class SettingsTable
{
    private static readonly string[] FrameworkSections =
        ["environment", "contentRoot", "urls", "http_ports", "https_ports", "Kestrel", "Logging", "AllowedHosts"];

    /// <summary>Binds a section to <typeparamref name="T"/>, which is checked at the start and is also injected by itself.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section) where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<IOptions<T>>().Value);
        return services.AddSingleton(new SettingsSection(section, typeof(T)));
    }

    /// <summary>
    /// Refuses keys of our sections that mean nothing, values of another type, and arguments for sections that are nobody's:
    /// a typing error must not pass for a setting. Of environment variables only those of our sections can be judged.
    /// </summary>
    /// <param name="sections">Ours.</param>
    /// <param name="configuration">From all sources.</param>
    /// <param name="arguments">Each <c>Section:Key=value</c>.</param>
    /// <exception cref="StartException">Names each of them, and what its section has.</exception>
    public static void RefuseNonsense(IReadOnlyList<SettingsSection> sections, IConfiguration configuration, IEnumerable<string> arguments)
    {
        var known = sections.Select(s => s.Name).Concat(FrameworkSections).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var strange = arguments.Where(a => !known.Contains(a.Split(':', '=')[0]))
            .Select(a => $"Unknown setting {a.Split('=')[0]}. There are {string.Join(", ", sections.Select(s => s.Name).Order())}.");
        List<string> wrong = [.. strange, .. sections.Select(s => (Section: configuration.GetSection(s.Name), s.Options))
            .SelectMany(s => Unknown(s.Section, s.Options).Concat(Unreadable(s.Section, s.Options)))];
        if (wrong.Count > 0)
            throw new StartException(string.Join(Environment.NewLine, wrong));
    }

    private static IEnumerable<string> Unreadable(IConfigurationSection section, Type type)
    {
        try
        {
            section.Get(type);
            return [];
        }
        catch (InvalidOperationException e) // the binder's only way to say it; the message names the key
        {
            return [e.Message];
        }
    }

    private static IEnumerable<string> Unknown(IConfigurationSection section, Type type)
    {
        var settings = type.GetProperties().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return section.GetChildren().Where(child => !settings.Contains(child.Key))
            .Select(child => $"Unknown setting {child.Path}. {section.Path} has {string.Join(", ", settings.Order())}.");
    }
}
