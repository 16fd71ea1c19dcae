from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guides", "0003_refine_records")]

    operations = [
        migrations.AddField(
            model_name="companyfact",
            name="decided_at",
            field=models.DateTimeField(
                blank=True,
                help_text=(
                    "When a person last approved, struck or worded it: a visit leaves it alone "
                    "then."
                ),
                null=True,
            ),
        ),
    ]
