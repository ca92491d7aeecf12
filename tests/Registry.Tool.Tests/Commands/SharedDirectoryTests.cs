using System.Text.RegularExpressions;

namespace Registry.Tool.Tests.Commands;

/// <summary>Commands on the directory of a running registry.</summary>
public sealed partial class SharedDirectoryTests(RunningRegistry registry)
{
    [Fact]
    public async Task A_second_up_says_which_process_holds_the_directory()
    {
        var ran = await Ran.Registryctl("up", "--data", registry.Data);

        Assert.Equal(1, ran.Code);
        Assert.Matches(@"another registryctl \(process \d+\) works on .+; stop it first", ran.Error);
        Assert.Equal(2, Up.Postmasters(registry.Data).Count);
    }

    [Fact]
    public async Task Migrate_does_nothing_where_the_schema_stands()
    {
        var ran = await Ran.Registryctl("migrate", "--data", registry.Data);

        Assert.True(ran.Code == 0, ran.Error);
        Assert.Equal("schema and roles stand", ran.Output.Trim());
    }

    [Fact]
    public async Task Postgres_env_leads_the_shell_to_the_clusters()
    {
        var ran = await Ran.Program("sh", ["-c", """. "$1"; test -d "$PGHOST" && test -d "$REGISTRY_DATA" && test -d "$KEYS_DATA" && echo "$PGUSER $PGDATABASE" """, "sh", Path.Combine(registry.Data, "postgres.env")]);

        Assert.Equal((0, "postgres registry"), (ran.Code, ran.Output.Trim()));
    }

    [Fact]
    public async Task An_unknown_record_has_no_proof()
    {
        var ran = await Ran.Registryctl("log", "proof", "--data", registry.Data, "--record", Guid.NewGuid().ToString(), "--out", registry.Place("none.tlog-proof"));

        Assert.Equal(1, ran.Code);
        Assert.Contains("the log has no record with this id", ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(registry.Place("none.tlog-proof")));
    }

    [Fact]
    public async Task A_record_id_of_another_form_is_refused_without_repeating_it()
    {
        var ran = await Ran.Registryctl("log", "proof", "--data", registry.Data, "--record", "4711", "--out", registry.Place("none.tlog-proof"));

        Assert.Equal(1, ran.Code);
        Assert.Contains("--record: an id as", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_says_ready_over_http()
    {
        using var http = new HttpClient();

        var answer = await http.GetStringAsync(new Uri($"http://{registry.Up.Http}/healthz"), TestContext.Current.CancellationToken);

        Assert.Matches(Ready(), answer);
    }

    [GeneratedRegex("\"status\":\\s*\"ready\"")]
    private static partial Regex Ready();
}
