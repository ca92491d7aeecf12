using System.Text.Json;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Tool.Tests.Commands;
using Registry.V1;

namespace Registry.Tool.Tests.Audit;

/// <summary>A registry in which one person was looked at, allowed and denied.</summary>
public sealed class LookedAt : IAsyncLifetime
{
    private readonly string token = Path.Combine(Path.GetTempPath(), $"inspector-{Guid.NewGuid()}");
    private BorderReturn? played;

    public Testing.Running.RunningRegistry Registry { get; private set; } = null!;

    public string Victim => played!.Victim;

    public async ValueTask InitializeAsync()
    {
        Registry = await Testing.Running.RunningRegistry.Start();
        played = await new BorderReturn(Registry).Registered();
        await played.At(Officers.Post).Send(BorderReturn.Look(Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));
        await LookDenied();
        await File.WriteAllTextAsync(token, Registry.Token(Officers.Inspector with { Scope = "audit.read access.review access.own" }) + "\n");
    }

    /// <summary>She agrees that the department of justice may tell her who looked.</summary>
    public async Task Consented()
    {
        await played!.Received();
        await new Persons(played, Victim, Officers.Labour, Purpose.Protect, "QD22/2015-D5.5").Do<RecordConsentResponse>(new RecordConsentRequest
        {
            FieldClasses = { FieldClass.AccessLines },
            Purposes = { Purpose.SubjectReport },
            ToAgency = "STP-TTH",
        });
    }

    public Task LookDenied() => played!.At(Officers.Health).Send(BorderReturn.Look(Victim, Purpose.Treatment, "QD22/2015-D9", "full_name"));

    internal Task<Ran> Audit(params string[] arguments) =>
        Ran.Registryctl(["audit", .. arguments, "--server", Registry.Grpc.ToString(), "--token-file", token]);

    internal System.Diagnostics.Process Watch(params string[] arguments) =>
        Ran.Launch("dotnet", [Path.Combine(AppContext.BaseDirectory, "registryctl.dll"), "audit", "watch", .. arguments, "--server", Registry.Grpc.ToString(), "--token-file", token]);

    public async ValueTask DisposeAsync()
    {
        played?.Dispose();
        File.Delete(token);
        await Registry.VerifyEverything();
        await Registry.DisposeAsync();
    }
}

/// <summary>An inspector's commands against a running registry, and a kit out of its log.</summary>
public sealed class AuditCommandTests(LookedAt looked) : IClassFixture<LookedAt>
{
    [Fact]
    public async Task Lists_who_looked_allowed_and_denied_in_words_that_people_read()
    {
        var ran = await looked.Audit("list", "--person", looked.Victim);

        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains("Lượt truy cập, giờ Việt Nam", ran.Output, StringComparison.Ordinal);
        Assert.Contains("✗ từ chối", ran.Output, StringComparison.Ordinal);
        Assert.Contains("✓ được phép", ran.Output, StringComparison.Ordinal);
        Assert.Contains(Officers.Health.Agency, ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_narrow_a_list_and_the_newest_come_first()
    {
        var all = await Json("list", "--person", looked.Victim, "--json");
        var denied = await Json("list", "--person", looked.Victim, "--json", "--agency", Officers.Health.Agency, "--outcome", "NOT_FOUND", "--kind", "DENIAL", "--purpose", "TREATMENT");
        var none = await Json("list", "--person", looked.Victim, "--json", "--until", "2020-01-01T00:00:00Z");
        var officer = await Json("list", "--json", "--officer", Officers.Health.Name);

        var indexes = all.Select(line => long.Parse(line.GetProperty("leaf_index").GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(indexes.OrderDescending(), indexes);
        Assert.All(denied, line => Assert.Equal("ACCESS_KIND_DENIAL", line.GetProperty("kind").GetString()));
        Assert.NotEmpty(denied);
        Assert.All(officer, line => Assert.Equal((looked.Victim, Officers.Health.Name), (line.GetProperty("person_id").GetString(), line.GetProperty("officer").GetString())));
        Assert.NotEmpty(officer);
        Assert.Empty(none);
    }

    [Fact]
    public async Task A_list_that_is_cut_says_so()
    {
        var ran = await looked.Audit("list", "--person", looked.Victim, "--most", "1", "--lang", "en");

        Assert.Contains("there are more: only the newest 1 lines are shown", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_one_record_and_writes_its_proof()
    {
        using var scratch = new Scratch();
        var record = (await Json("list", "--person", looked.Victim, "--json"))[0].GetProperty("record_id").GetString()!;

        var ran = await looked.Audit("show", record, "--proof", scratch["one.tlog-proof"]);

        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains(record, ran.Output, StringComparison.Ordinal);
        Assert.StartsWith("c2sp.org/tlog-proof@v1\n", await File.ReadAllTextAsync(scratch["one.tlog-proof"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_a_period_for_people_and_for_machines()
    {
        var people = await looked.Audit("report", "--person", looked.Victim, "--lang", "en");
        var machine = (await Json("report", "--person", looked.Victim, "--json")).Single();

        Assert.True(people.Code == 0, people.Error);
        Assert.Contains("By hour of the day, Viet Nam", people.Output, StringComparison.Ordinal);
        Assert.Contains('█', people.Output);
        Assert.True(machine.GetProperty("denials").GetInt64() >= 1);
        Assert.Equal(machine.GetProperty("looks").GetInt64(), machine.GetProperty("by_hour").EnumerateArray().Sum(hour => hour.GetInt64()));
        Assert.Equal(machine.GetProperty("looks").GetInt64(), machine.GetProperty("by_person").GetProperty(looked.Victim).GetInt64());
        Assert.True(machine.GetProperty("owed_to_review").GetProperty(Officers.Inspector.Agency).GetInt64() >= 1);
    }

    [Fact]
    public async Task Lists_what_is_owed_to_review_by_rule_and_score()
    {
        for (var n = 0; n < 11; n++)
            await looked.LookDenied();
        var people = await looked.Audit("queue", "--lang", "en");
        var machine = await Json("queue", "--json");

        Assert.True(people.Code == 0, people.Error);
        Assert.Contains("Owed to review, the gravest first", people.Output, StringComparison.Ordinal);
        Assert.Contains(machine, entry => entry.GetProperty("rule").GetString() == "REVIEW_MISSES" && entry.GetProperty("agency").GetString() == Officers.Health.Agency);
        var scores = machine.Select(entry => entry.GetProperty("score").GetInt32()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task Settles_an_entry_of_the_queue_and_shows_what_is_settled()
    {
        for (var n = 0; n < 11; n++)
            await looked.LookDenied();
        var entry = (await Json("queue", "--json", "--state", "OPEN")).First(one => one.GetProperty("rule").GetString() == "REVIEW_MISSES").GetProperty("entry_id").GetString()!;

        var misshapen = await looked.Audit("settle", entry, "--finding", "FINE", "--remark", "x");
        var settled = await looked.Audit("settle", entry, "--finding", "PASSED_ON", "--remark", "Chuyển Công an tỉnh xem xét.", "--json");
        var again = await Json("queue", "--json", "--state", "SETTLED");
        var people = await looked.Audit("queue");

        Assert.Contains("--finding: one of IN_ORDER, AGENCY_ASKED, PASSED_ON is expected", misshapen.Error, StringComparison.Ordinal);
        Assert.True(settled.Code == 0, settled.Error);
        var mark = again.Single(one => one.GetProperty("entry_id").GetString() == entry).GetProperty("settlement");
        Assert.Equal(JsonDocument.Parse(settled.Output).RootElement.GetProperty("record_id").GetString(), mark.GetProperty("record_id").GetString());
        // She is not shown her own looks, so her name stands where she settled.
        Assert.Contains(Officers.Inspector.Name, people.Output, StringComparison.Ordinal);
        Assert.Contains("Đã kết luận bao nhiêu", people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watches_new_lines_and_goes_on_where_an_earlier_watch_ended()
    {
        using var scratch = new Scratch();
        string[] question = ["--person", looked.Victim, "--json", "--kind", "DENIAL", "--cursor-file", scratch["place"]];
        using (var first = looked.Watch(question))
        {
            await Until(() => File.Exists(scratch["place"]));
            await looked.LookDenied();
            Assert.Equal(Officers.Health.Agency, await AgencyOf(first));
            await End(first);
        }

        await looked.LookDenied();
        using var again = looked.Watch(question);
        Assert.Equal(Officers.Health.Agency, await AgencyOf(again));
        await End(again);
    }

    [Fact]
    public async Task A_refusal_is_told_in_both_languages_and_without_a_token_nothing_is_asked()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch["token"], looked.Registry.Token(Officers.Police), TestContext.Current.CancellationToken);

        var refused = await Ran.Registryctl("audit", "list", "--person", looked.Victim, "--server", looked.Registry.Grpc.ToString(), "--token-file", scratch["token"]);
        var none = await Ran.Registryctl("audit", "list", "--person", looked.Victim, "--server", looked.Registry.Grpc.ToString());
        var open = await Ran.Registryctl("audit", "list", "--person", looked.Victim, "--server", "http://registry.example");

        Assert.Equal((1, 1, 1), (refused.Code, none.Code, open.Code));
        Assert.Matches("PERMISSION_DENIED .+: .+ / .+", refused.Error);
        Assert.Contains("an access token is expected", none.Error, StringComparison.Ordinal);
        Assert.Contains("--server: an https address is expected", open.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kit_of_a_line_is_checked_with_nothing_else_from_a_data_directory_and_from_an_export()
    {
        using var scratch = new Scratch();
        var record = (await Json("list", "--person", looked.Victim, "--json", "--kind", "DENIAL"))[^1].GetProperty("record_id").GetString()!;
        var secrets = Path.Combine(looked.Registry.Root, "secrets", "inspectorate");

        var fromData = await Ran.Registryctl("log", "kit", "--data", looked.Registry.Root, "--record", record, "--out", scratch["data.kit"]);
        var exported = await Ran.Registryctl("log", "export", "--data", looked.Registry.Root, "--out", scratch["export"]);
        var fromExport = await Ran.Registryctl(
            "log", "kit", "--export", scratch["export"], "--key", Path.Combine(secrets, "audit"), "--unlock", Path.Combine(secrets, "unlock"),
            "--policy", scratch["export/policy"], "--record", record, "--out", scratch["export.kit"]);
        var verified = new[] { await Ran.RegistryVerify("kit", scratch["data.kit"]), await Ran.RegistryVerify("kit", scratch["export.kit"], "--policy", scratch["export/policy"]) };

        Assert.True((fromData.Code, exported.Code, fromExport.Code) == (0, 0, 0), fromData.Error + exported.Error + fromExport.Error);
        Assert.All(verified, ran => Assert.True(ran.Code == 0, ran.Output + ran.Error));
        Assert.All(verified, ran => Assert.Contains($"Cán bộ: {Officers.Health.Name}", ran.Output, StringComparison.Ordinal));
        Assert.All(verified, ran => Assert.DoesNotContain(Canaries.Justification, ran.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_is_handed_a_page_that_the_inspectorate_compares_with_the_log_by_itself()
    {
        using var scratch = new Scratch();
        await looked.Consented();
        await File.WriteAllTextAsync(scratch["token"], looked.Registry.Token(new Officer("STP-TTH", "stp-tth/1", "access.subject")), TestContext.Current.CancellationToken);
        string[] question = ["audit", "subject", "--person", looked.Victim, "--server", looked.Registry.Grpc.ToString(), "--token-file", scratch["token"]];

        var vietnamese = await Ran.Registryctl(question);
        var english = await Ran.Registryctl([.. question, "--lang", "en"]);
        var machine = await Ran.Registryctl([.. question, "--json"]);
        // An export ends with the newest signed checkpoint: the line of the last page has to be under one.
        await looked.Registry.Service<Checkpointer>().SignOnce(TestContext.Current.CancellationToken);
        var secrets = Path.Combine(looked.Registry.Root, "secrets", "inspectorate");
        var exported = await Ran.Registryctl("log", "export", "--data", looked.Registry.Root, "--out", scratch["export"]);
        var counted = await Ran.RegistryVerify(
            "records", scratch["export"], "--key", Path.Combine(secrets, "audit"), "--unlock", Path.Combine(secrets, "unlock"), "--policy", scratch["export/policy"], "--person", looked.Victim, "--count");

        Assert.True((vietnamese.Code, english.Code, machine.Code, exported.Code) == (0, 0, 0, 0), vietnamese.Error + english.Error + machine.Error + exported.Error);
        Assert.Contains("Đồn Biên phòng Hồng Vân", vietnamese.Output, StringComparison.Ordinal);
        Assert.Contains("Lượt xem mà pháp luật yêu cầu giữ bí mật không có trong trang này", vietnamese.Output, StringComparison.Ordinal);
        Assert.Contains("Hong Van border guard post", english.Output, StringComparison.Ordinal);
        Assert.All([vietnamese, english, machine], ran => Assert.DoesNotContain(Officers.Post.Name, ran.Output, StringComparison.Ordinal));
        Assert.All([vietnamese, english], ran => Assert.DoesNotContain(looked.Victim, ran.Output, StringComparison.Ordinal));
        Assert.True(counted.Code == 0, counted.Output + counted.Error);
        Assert.Equal(3, counted.Output.Split("REPORT AGREES").Length - 1);
        Assert.Contains(JsonDocument.Parse(machine.Output).RootElement.GetProperty("record_id").GetString()!, counted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kit_of_a_record_that_is_not_there_is_not_written()
    {
        using var scratch = new Scratch();

        var ran = await Ran.Registryctl("log", "kit", "--data", looked.Registry.Root, "--record", Guid.NewGuid().ToString(), "--out", scratch["none.kit"]);

        Assert.Equal(1, ran.Code);
        Assert.Contains("The log has no record with the id", ran.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.Root));
    }

    private static async Task<string?> AgencyOf(System.Diagnostics.Process watch) =>
        JsonDocument.Parse((await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!).RootElement.GetProperty("agency").GetString();

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
    }

    private static async Task End(System.Diagnostics.Process watch)
    {
        watch.Kill();
        await watch.WaitForExitAsync(CancellationToken.None);
    }

    private async Task<List<JsonElement>> Json(params string[] arguments)
    {
        var ran = await looked.Audit(arguments);
        Assert.True(ran.Code == 0, ran.Error);
        var text = ran.Output.Trim();
        return text.StartsWith("{\n", StringComparison.Ordinal)
            ? [JsonDocument.Parse(text).RootElement]
            : [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
