using Registry.Server.Tests.House;

namespace Registry.Server.Tests;

[Collection(nameof(PlayedCase))]
public sealed class WholeCaseTests(PlayedCase played) : IClassFixture<PlayedCaseVerified>
{
    [Fact]
    public void The_guard_measure_says_that_its_authority_is_inferred()
    {
        Assert.True(played.Case.Guard.AuthorityInferred);
        Assert.NotEmpty(played.Case.Guard.AuthoritySource);
    }
}
