"""Reading a company's website: the question (`brief`), and the limited child that answers it."""
